import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { JudgedBy } from './judged-by';
import { TOKEN_CHECK } from './private/policy/token-check-issues';
import { FLAG, instance, requiredIssues, TEXT, typedProps } from './private/synth/prop-types';
import type { SynthIssue } from './private/synth/synth-error';
import { defined, literal } from './private/synth/values';
import type { TokenCheck } from './token-check';

const FUNCTION = instance(
  'a Lambda function',
  'functionArn',
  'give a Function, an Alias or Function.fromFunctionArn()',
);
const URL_TEXT = { ...TEXT, fix: 'write it as in "https://api.example.com"' };

/** Options of a function behind a gateway. */
export interface CorsFunctionBackendOptions {
  /**
   * Whether the gateway gives the function what `withCors` needs: the environment variables, and the right to read the
   * table. It does no harm to a function that does not use `withCors`; such a function sets the CORS headers by itself, from
   * the authorizer's context.
   *
   * Say `true` where the function uses `withCors` and must be given this: a function that cannot have it is then an error.
   * Say `false` where it must not be given.
   *
   * @default - true for a function on Node.js in the stack of the gateway. No other function gets anything; where it may
   * use `withCors` all the same (on Node.js in another stack, imported, or from an image), synth warns and names the line
   * that gives it
   */
  readonly middleware?: boolean;

  /**
   * The seat that judges the requests to the function. With `JudgedBy.MIDDLEWARE` there is no authorizer: the function must
   * use `withCors`, and nothing else judges.
   *
   * @default JudgedBy.AUTHORIZER
   */
  readonly judgedBy?: JudgedBy;

  /**
   * Whether requests need an API key of a usage plan, in the header `X-Api-Key`. Make plan and key with
   * `gateway.api.addUsagePlan()` and `gateway.api.addApiKey()`. Preflights never need one. A key in a web page is no secret: it
   * tells callers apart, and limits them.
   *
   * @default false
   */
  readonly apiKeyRequired?: boolean;

  /**
   * How callers of the backend are checked, after their origin. An endpoint can say otherwise for its own path.
   *
   * @default - callers are not checked
   */
  readonly tokens?: TokenCheck;
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

  /**
   * Whether requests need an API key of a usage plan, in the header `X-Api-Key`. Make plan and key with
   * `gateway.api.addUsagePlan()` and `gateway.api.addApiKey()`. Preflights never need one. A key in a web page is no secret: it
   * tells callers apart, and limits them.
   *
   * @default false
   */
  readonly apiKeyRequired?: boolean;

  /**
   * Whether the server may be reached by `http`, in the clear. Only with `evaluator: { vpc }`: requests carry credentials, so say
   * it only where the network between the functions and the server is yours.
   *
   * @default false
   */
  readonly allowHttp?: boolean;

  /**
   * How callers of the backend are checked, after their origin. An endpoint can say otherwise for its own path.
   *
   * @default - callers are not checked
   */
  readonly tokens?: TokenCheck;

  /**
   * Whether the server gets the header `Authorization`. Say false where the gateway alone checks callers, so that their tokens go
   * no further.
   *
   * @default true
   */
  readonly passAuthorization?: boolean;
}

/** @internal */
export type CorsBackendTarget =
  | {
      readonly kind: 'function';
      readonly handler: IFunction;
      /** Undefined: where it can be given. */
      readonly middleware?: boolean;
      readonly judgedBy: `${JudgedBy}`;
      readonly apiKeyRequired: boolean;
      readonly tokens?: TokenCheck;
    }
  | {
      readonly kind: 'http';
      readonly url: string;
      readonly droppedHeaders?: readonly string[];
      readonly apiKeyRequired: boolean;
      /** Whether http is accepted, which the user has acknowledged. */
      readonly allowHttp: boolean;
      readonly tokens?: TokenCheck;
    }
  | { readonly kind: 'echo' };

/** The backend that answers the requests which a gateway lets through. */
export class CorsBackend {
  /**
   * A Lambda function with proxy integration. The gateway's authorizer judges each request before the function runs, or, with
   * `JudgedBy.MIDDLEWARE`, `withCors` in the function does.
   *
   * A function on Node.js in the stack of the gateway gets what `withCors` needs. A function in another language sets the
   * headers of the verdict from the authorizer's context (`requestContext.authorizer.corsHeaders`).
   */
  public static lambdaFunction(handler: IFunction, options: CorsFunctionBackendOptions = {}): CorsBackend {
    const { props, issues } = typedProps(options, { tokens: TOKEN_CHECK }, 'options');
    const { judgedBy = JudgedBy.AUTHORIZER, apiKeyRequired = false, middleware, tokens } = props;
    const target = { kind: 'function', handler, judgedBy: literal(judgedBy), apiKeyRequired } as const;
    return new CorsBackend({ ...target, ...defined({ middleware, tokens }) }, [
      ...issues,
      ...tokenIssues(tokens),
      ...requiredIssues('handler', handler, FUNCTION),
    ]);
  }

  /**
   * An HTTP server. The evaluator judges each request, forwards it, and sets the CORS headers of the answer.
   *
   * A server in a VPC is reached with `evaluator: { vpc }` of the gateway, and a certificate of a private authority is trusted with
   * `evaluator: { certificateAuthority }`. A VPC link is not needed, because the evaluator is a function.
   *
   * @param url base URL, to which the request's path is appended: https, or http for localhost and with `allowHttp`
   */
  public static http(url: string, options: CorsHttpBackendOptions = {}): CorsBackend {
    const { props, issues } = typedProps(
      options,
      { tokens: TOKEN_CHECK, passAuthorization: FLAG },
      'options',
    );
    const { apiKeyRequired = false, allowHttp = false, passAuthorization = true, tokens } = props;
    const droppedHeaders = passAuthorization
      ? props.droppedHeaders
      : [...(props.droppedHeaders ?? []), 'Authorization'];
    const target = { kind: 'http', url, apiKeyRequired, allowHttp } as const;
    return new CorsBackend({ ...target, ...defined({ droppedHeaders, tokens }) }, [
      ...issues,
      ...tokenIssues(tokens),
      ...requiredIssues('url', url, URL_TEXT),
    ]);
  }

  /** A function that answers with the request it got, to try a gateway out. It leaves out `Authorization` and cookies. */
  public static echo(): CorsBackend {
    return new CorsBackend({ kind: 'echo' }, []);
  }

  /** @internal */
  public readonly _target: CorsBackendTarget;

  /**
   * Arguments of another type, by their own names. They are refused with the backends, where the error can name the construct.
   *
   * @internal
   */
  public readonly _issues: readonly SynthIssue[];

  private constructor(target: CorsBackendTarget, issues: readonly SynthIssue[]) {
    this._target = target;
    this._issues = issues;
  }
}

function tokenIssues(tokens: TokenCheck | undefined): readonly SynthIssue[] {
  return (tokens?._issues ?? []).map((issue) => ({ ...issue, prop: `tokens.${issue.prop}` }));
}
