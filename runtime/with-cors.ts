import {
  readClientSecrets,
  readPolicy,
  readReaderConfiguration,
} from '../lambda/shared/configuration/configuration';
import { lateAllowlist } from '../lambda/shared/verdict/judge-call';
import { VerdictLog } from '../lambda/shared/log/verdict-log';
import { createAllowlistReader } from '../lambda/store/allowlist-reader';
import type { CorsResult } from './cors-result';
import { answer, type Middleware } from './middleware';

/** How `withCors` comes to its verdict. */
export interface WithCorsOptions {
  /**
   * `authorizer`: takes the verdict of the `CorsAllowlist` authorizer in front of the function, when it is about this very
   * request, and judges by itself otherwise. `self`: always judges by itself, as behind another authorizer or none.
   *
   * Default: `self`.
   */
  readonly verdictFrom?: 'authorizer' | 'self';
  /**
   * Environment variables, as `CorsAllowlist.grantMiddleware` sets them on a function.
   *
   * Default: `process.env`.
   */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * A handler of API Gateway's events. The third parameter is only there so that the usual handler types fit; a handler
 * that declares it is refused.
 */
export type WrappedHandler<TEvent, TContext> = (event: TEvent, context: TContext, callback: never) => unknown;

/** A handler that answers with CORS headers. */
export type CorsHandler<TEvent, TContext> = (event: TEvent, context: TContext) => Promise<CorsResult>;

/**
 * Judges each request before a Lambda handler runs, and puts the verdict's headers on the handler's answer.
 *
 * Takes proxy events of REST APIs (payload 1.0), of HTTP APIs and of Function URLs (payload 2.0). A refused request and
 * `OPTIONS` never reach the handler. CORS headers that the handler sets are replaced, or removed where the verdict
 * sets none; `Vary` is merged. A handler that throws is answered with a 500 that the page can read; the error is in the
 * log and in the metric `BackendError`, because Lambda's own `Errors` no longer counts it.
 *
 * HTTP APIs decode a path before they hand it over (REST APIs and Function URLs do not); of them the decoded path is judged.
 *
 * @param handler takes (event, context) and returns a result or a promise of one
 * @throws TypeError for a handler with a callback; an error that names the variable when the environment is incomplete
 * @example
 * export const handler = withCors(async (event: APIGatewayProxyEvent) => ({ statusCode: 200, body: '{}' }));
 */
export function withCors<TEvent, TContext>(
  handler: WrappedHandler<TEvent, TContext>,
  options: WithCorsOptions = {},
): CorsHandler<TEvent, TContext> {
  const backend = checked(handler);
  const reader = readReaderConfiguration(options.environment);
  const log = new VerdictLog(reader.tableName);
  const middleware: Middleware = {
    judging: {
      policy: readPolicy(options.environment),
      allowlist: lateAllowlist(() => createAllowlistReader(reader)),
      log,
    },
    watch: { clientSecrets: readClientSecrets(options.environment), log },
    trustsAuthorizer: options.verdictFrom === 'authorizer',
  };
  return (event, context) => answer(middleware, event, (prepared) => backend(prepared, context));
}

function checked<TEvent, TContext>(
  handler: WrappedHandler<TEvent, TContext>,
): (event: TEvent, context: TContext) => unknown {
  if (typeof handler !== 'function') throw new TypeError('withCors takes a handler function');
  if (handler.length > 2) {
    throw new TypeError(
      'withCors takes handlers of (event, context): Node.js 24 has no callbacks any more; return a promise instead',
    );
  }
  return handler as (event: TEvent, context: TContext) => unknown;
}
