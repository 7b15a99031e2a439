import type { IFunction } from 'aws-cdk-lib/aws-lambda';

/** What a function behind a gateway does by itself. */
export interface CorsFunctionBackendOptions {
  /**
   * Whether the function's code calls `withCors`. The gateway then gives it what that needs. Without it, the function has to
   * set the CORS headers itself, from the authorizer's context.
   *
   * @default false
   */
  readonly middleware?: boolean;
}

/** @internal */
export type CorsBackendTarget =
  | { readonly kind: 'function'; readonly handler: IFunction; readonly middleware: boolean }
  | { readonly kind: 'http'; readonly url: string }
  | { readonly kind: 'echo' };

/** What answers the requests that a gateway lets through. */
export class CorsBackend {
  /** A Lambda function with proxy integration. The gateway's authorizer judges before it runs. */
  public static lambdaFunction(handler: IFunction, options: CorsFunctionBackendOptions = {}): CorsBackend {
    return new CorsBackend({ kind: 'function', handler, middleware: options.middleware ?? false });
  }

  /**
   * An HTTP server.
   *
   * @param url base URL, https (http on this machine only); the request's path is appended to it
   */
  public static http(url: string): CorsBackend {
    return new CorsBackend({ kind: 'http', url });
  }

  /** A function that answers with what it was asked, to try a gateway out. It leaves `Authorization` and cookies out. */
  public static echo(): CorsBackend {
    return new CorsBackend({ kind: 'echo' });
  }

  /** @internal */
  public readonly _target: CorsBackendTarget;

  private constructor(target: CorsBackendTarget) {
    this._target = target;
  }
}
