import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  DEFAULT_AUTHORIZER_TTL_SECONDS,
  NO_CHECK,
  type TokenAlgorithm,
  type TokenCheckDocument,
} from '../contract';
import type { ChainedAuthorizerOptions } from './chained-authorizer-options';
import type { CognitoCheckOptions } from './cognito-check-options';
import type { JwtCheckOptions } from './jwt-check-options';
import {
  authorizerCheckIssues,
  cognitoCheckIssues,
  jwtCheckIssues,
} from './private/policy/token-check-issues';
import { checkName } from './private/policy/token-check-name';
import type { SynthIssue } from './private/synth/synth-error';
import { defined, literal, optionalSecondsOf } from './private/synth/values';
import { TokenUse } from './token-use';

const AUTHORIZATION = 'method.request.header.Authorization';

interface Parts {
  readonly name: string;
  readonly document?: TokenCheckDocument;
  readonly handler?: IFunction;
  readonly issues: readonly SynthIssue[];
}

/**
 * A check of who calls, after the allowlist has judged from where. API Gateway gives a method one authorizer: with a check, the
 * allowlist's does both. Callers who are not let in get 401 or 403, which pages of listed origins can read and nobody else.
 */
export class TokenCheck {
  /** Callers send a JWT of an issuer: an access token (RFC 9068) or an ID token (OpenID Connect), as `Authorization: Bearer …`. */
  public static jwt(options: JwtCheckOptions): TokenCheck {
    const issues = jwtCheckIssues(options);
    if (issues.length > 0) return new TokenCheck({ name: checkName(['jwt', issues]), issues });
    const { clockTolerance, algorithms, ...rest } = options;
    const document = {
      kind: 'jwt' as const,
      ...rest,
      ...defined({
        algorithms: algorithms as TokenAlgorithm[] | undefined,
        clockToleranceSeconds: optionalSecondsOf(clockTolerance),
      }),
    };
    return new TokenCheck({ name: checkName([document]), document, issues });
  }

  /**
   * Callers send a token of an Amazon Cognito user pool, as `Authorization: Bearer …`, or the token alone as API Gateway's own
   * authorizer for user pools takes it.
   */
  public static cognito(userPool: IUserPool, options: CognitoCheckOptions = {}): TokenCheck {
    const issues = cognitoCheckIssues(userPool, options);
    if (issues.length > 0) return new TokenCheck({ name: checkName(['cognito', issues]), issues });
    const { clients, use = TokenUse.ACCESS, ...rest } = options;
    const document = {
      kind: 'cognito' as const,
      userPoolId: userPool.userPoolId,
      use: literal(use),
      ...rest,
      ...defined({ clients: clients?.map(({ userPoolClientId }) => userPoolClientId) }),
    };
    const places = [userPool, ...(clients ?? [])].map(({ node }) => node.path);
    const name = checkName([{ ...document, userPoolId: undefined, clients: undefined }, places]);
    return new TokenCheck({ name, document, issues });
  }

  /**
   * A Lambda authorizer that exists is asked, as API Gateway would ask it. Its policy is honoured, and its context reaches the
   * backend.
   *
   * @param handler the function of the authorizer
   */
  public static authorizer(handler: IFunction, options: ChainedAuthorizerOptions): TokenCheck {
    const issues = authorizerCheckIssues(handler, options);
    if (issues.length > 0) return new TokenCheck({ name: checkName(['authorizer', issues]), issues });
    const { type, identitySources = [AUTHORIZATION], cacheTtl } = options;
    const document = {
      kind: 'authorizer' as const,
      functionArn: handler.functionArn,
      type: literal(type),
      identitySources,
      ttlSeconds: optionalSecondsOf(cacheTtl) ?? DEFAULT_AUTHORIZER_TTL_SECONDS,
    };
    const name = checkName([{ ...document, functionArn: undefined }, handler.node.path]);
    return new TokenCheck({ name, document, handler, issues });
  }

  /** Nobody is checked: for an endpoint, such as a login, of an API whose other callers are. */
  public static none(): TokenCheck {
    return new TokenCheck({ name: NO_CHECK, issues: [] });
  }

  /**
   * Name of the check, by which rules and routes refer to it.
   *
   * @internal
   */
  public readonly _name: string;

  /**
   * The check as handlers read it; undefined for none, and for one with issues.
   *
   * @internal
   */
  public readonly _document: TokenCheckDocument | undefined;

  /**
   * The function that is asked.
   *
   * @internal
   */
  public readonly _handler: IFunction | undefined;

  /**
   * Options that cannot work, by their own names. They are refused where the error can name the construct.
   *
   * @internal
   */
  public readonly _issues: readonly SynthIssue[];

  private constructor({ name, document, handler, issues }: Parts) {
    this._name = name;
    this._document = document;
    this._handler = handler;
    this._issues = issues;
  }
}
