import {
  ConfigurationError,
  readClientSecrets,
  readReaderConfiguration,
  readVerdictLog,
} from '../lambda/shared/configuration/configuration';
import { readPolicyAndTokens } from '../lambda/shared/configuration/token-configuration';
import { Logger } from '../lambda/shared/log/logger';
import { VerdictLog } from '../lambda/shared/log/verdict-log';
import { TokenGate } from '../lambda/shared/token/token-gate';
import { lateAllowlist } from '../lambda/shared/verdict/judge-call';
import { createAllowlistReader } from '../lambda/store/allowlist-reader';
import { backendOf, type WrappedHandler } from './backend';
import type { CorsResult } from './cors-result';
import { isApiRequest, unjudgedSource } from './event-source';
import { answer, type Middleware } from './middleware';
import { QuietLog } from './quiet-log';
import { refuseStream } from './streaming';
import { testSettings, type TestSettings } from './test-settings';
import { checkOptions, type WithCorsOptions } from './with-cors-options';

/** A handler that answers with CORS headers. */
export type CorsHandler<TEvent, TContext> = (event: TEvent, context: TContext) => Promise<CorsResult>;

/**
 * Judges each request before a Lambda handler runs, and puts the verdict's headers on the handler's answer.
 *
 * Takes proxy events of REST APIs (payload 1.0), of HTTP APIs and of Function URLs (payload 2.0). A refused request and
 * `OPTIONS` never reach the handler. CORS headers that the handler sets are replaced, or removed where the verdict
 * sets none; `Vary` is merged. A handler that throws is answered with a 500 that the page can read; the error is in the
 * log and in the metric `BackendError`, because Lambda's own `Errors` does not count it (see `rethrow`).
 *
 * Any other event (of a queue, a bus, a schedule, a warmer) goes to the handler as it is, and so does its result or error
 * to the caller.
 *
 * The environment is read at the first request. Where it is incomplete, that request rejects with an error that names the
 * variable and `grantMiddleware`, which sets it, and no handler runs.
 *
 * HTTP APIs decode a path before they hand it over (REST APIs and Function URLs do not); of them the decoded path is judged.
 *
 * @param handler takes (event, context) and returns a result or a promise of one. It may declare a third parameter, as the
 * adapters of Express and Nest do; a handler that declares it and returns neither is answered with 500
 * @throws TypeError for a value that is not a function, for a handler that streams its answer (`streamifyResponse`), and for an
 * option that is unknown or has a wrong value
 * @example
 * export const handler = withCors(async (event: APIGatewayProxyEvent) => ({ statusCode: 200, body: '{}' }));
 */
export function withCors<TEvent, TContext>(
  handler: WrappedHandler<TEvent, TContext>,
  options: WithCorsOptions = {},
): CorsHandler<TEvent, TContext> {
  checkOptions(options);
  const backend = backendOf(handler);
  const middleware = lateMiddleware(options);
  const noteUnjudged = unjudgedNotes();
  return async (event, context) => {
    refuseStream(context);
    if (isApiRequest(event)) return answer(middleware(), event, (prepared) => backend(prepared, context));
    noteUnjudged(event);
    // Untouched, although the declared type only fits results of requests.
    return (await backend(event, context)) as CorsResult;
  };
}

const GRANT =
  'call grantMiddleware(fn) of the allowlist for this function in your CDK app, which sets it; in a unit test, call ' +
  'setTestAllowlist() of apigateway-cors-allowlist/runtime/testing';

/** Made at the first request, and again when a test has changed its settings. A failure is not kept. */
function lateMiddleware(options: WithCorsOptions): () => Middleware {
  let made: { readonly test: TestSettings | undefined; readonly middleware: Middleware } | undefined;
  return () => {
    const test = testSettings();
    if (made === undefined || made.test !== test) made = { test, middleware: middlewareOf(options, test) };
    return made.middleware;
  };
}

/** A variable that is not there is most often a function that nobody gave it. */
function middlewareOf(options: WithCorsOptions, test: TestSettings | undefined): Middleware {
  try {
    return configured(options, test);
  } catch (error) {
    if (error instanceof ConfigurationError && error.isMissing) throw error.withFix(GRANT);
    throw error;
  }
}

function configured(options: WithCorsOptions, test: TestSettings | undefined): Middleware {
  const environment = options.environment ?? test?.environment ?? process.env;
  const reader = readReaderConfiguration(environment);
  const mode = readVerdictLog(environment);
  const log = test === undefined ? new VerdictLog(reader.tableName, mode) : new QuietLog(reader.tableName);
  const { policy, tokens } = readPolicyAndTokens(undefined, environment);
  return {
    judging: {
      policy,
      allowlist: test?.allowlist ?? lateAllowlist(() => createAllowlistReader(reader)),
      log,
      tokens: new TokenGate(tokens, log),
    },
    watch: { clientSecrets: readClientSecrets(environment), log },
    trustsAuthorizer: options.verdictFrom === 'authorizer',
    rethrow: options.rethrow === true,
  };
}

/** One warning for each service whose events a browser may cause and nobody judges. */
function unjudgedNotes(): (event: unknown) => void {
  const noted = new Set<string>();
  return (event) => {
    const source = unjudgedSource(event);
    if (source === undefined || noted.has(source)) return;
    noted.add(source);
    const logger = new Logger('withCors');
    logger.warn(`withCors does not judge events of ${source}: the handler got one as it is`, {});
  };
}
