import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { defined } from './private/synth/values';

/** Options of a function behind a gateway. */
export interface CorsFunctionBackendOptions {
  /**
   * Whether the function's code calls `withCors`. The gateway then gives it the environment and the right to read the table.
   * Without it, the function must set the CORS headers by itself, from the authorizer's context.
   *
   * @default false
   */
  readonly middleware?: boolean;
}

/** Options of an HTTP server behind a gateway. */
export interface CorsHttpBackendOptions {
  /**
   * Further request headers that never reach the server. The gateway always drops headers that tell a server where it is, what
   * was asked or who asks, such as `X-Original-URL`, `X-Forwarded-Host` and `Script-Name`. Name the headers here that your server
   * or framework reads for such a purpose. Letter case does not count, nor does the choice between `-` and `_`.
   *
   * @default - no further headers
   */
  readonly droppedHeaders?: string[];
}

/** @internal */
export type CorsBackendTarget =
  | { readonly kind: 'function'; readonly handler: IFunction; readonly middleware: boolean }
  | { readonly kind: 'http'; readonly url: string; readonly droppedHeaders?: readonly string[] }
  | { readonly kind: 'echo' };

/** The backend that answers the requests which a gateway lets through. */
export class CorsBackend {
  /** A Lambda function with proxy integration. The gateway's authorizer judges each request before the function runs. */
  public static lambdaFunction(handler: IFunction, options: CorsFunctionBackendOptions = {}): CorsBackend {
    return new CorsBackend({ kind: 'function', handler, middleware: options.middleware ?? false });
  }

  /**
   * An HTTP server. The evaluator judges each request, forwards it, and sets the CORS headers of the answer.
   *
   * @param url base URL, to which the request's path is appended: https, or http for localhost
   */
  public static http(url: string, options: CorsHttpBackendOptions = {}): CorsBackend {
    return new CorsBackend({ kind: 'http', url, ...defined({ droppedHeaders: options.droppedHeaders }) });
  }

  /** A function that answers with the request it got, to try a gateway out. It leaves out `Authorization` and cookies. */
  public static echo(): CorsBackend {
    return new CorsBackend({ kind: 'echo' });
  }

  /** @internal */
  public readonly _target: CorsBackendTarget;

  private constructor(target: CorsBackendTarget) {
    this._target = target;
  }
}
