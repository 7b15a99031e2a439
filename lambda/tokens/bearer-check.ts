import { errors, jwtVerify, type JWTPayload } from 'jose';
import {
  DEFAULT_CLOCK_TOLERANCE_SECONDS,
  TOKEN_ALGORITHMS,
  type CognitoCheck,
  type JwtCheck,
  type TokenAlgorithm,
} from '../../lib/contract/token-checks';
import type {
  AcceptedToken,
  CheckedRequest,
  CheckResult,
  Claims,
  RefusedToken,
} from '../shared/token/check-result';
import { bearerToken, refused } from './bearer-token';
import { issuerOf, type Issuer } from './issuer';
import { IssuerKeys, type ReadJson } from './issuer-keys';
import { UnreadableError } from './published-json';
import { tokenHeader, type TokenHeader } from './token-header';

/** User pools sign with this one. */
const COGNITO_ALGORITHMS: readonly TokenAlgorithm[] = ['RS256'];
/** @see https://www.rfc-editor.org/rfc/rfc9068#section-2.2 */
const ACCESS_TOKEN_CLAIMS = ['sub', 'client_id', 'iat', 'jti'];

/** Checks JWTs of one issuer. */
export class BearerCheck {
  private readonly issuer: Issuer;
  private readonly keys: IssuerKeys;
  private readonly algorithms: readonly TokenAlgorithm[];
  private readonly tolerance: number;

  constructor(
    private readonly rules: JwtCheck | CognitoCheck,
    read?: ReadJson,
  ) {
    this.issuer = issuerOf(rules);
    this.keys = new IssuerKeys(this.issuer, read);
    this.algorithms = rules.kind === 'cognito' ? COGNITO_ALGORITHMS : (rules.algorithms ?? TOKEN_ALGORITHMS);
    const given = rules.kind === 'jwt' ? rules.clockToleranceSeconds : undefined;
    this.tolerance = given ?? DEFAULT_CLOCK_TOLERANCE_SECONDS;
  }

  async check({ authorization, now }: CheckedRequest): Promise<CheckResult> {
    const { rules } = this;
    const token = bearerToken(authorization, rules.kind === 'cognito');
    if (typeof token !== 'string') return token;
    const header = tokenHeader(token, this.algorithms, rules.kind === 'jwt' ? rules.typ : undefined);
    if (typeof header === 'string') return refused('token_invalid', header);
    try {
      return await this.verified(token, header, now);
    } catch (error) {
      if (error instanceof UnreadableError) return { kind: 'unavailable', detail: error.message };
      if (error instanceof errors.JWTExpired) return refused('token_expired', 'it has expired');
      return refused('token_invalid', detailOf(error));
    }
  }

  warm(now: number): Promise<void> {
    return this.keys.warm(now);
  }

  private async verified(
    token: string,
    { algorithm, keyId }: TokenHeader,
    now: number,
  ): Promise<AcceptedToken | RefusedToken> {
    const { rules } = this;
    const key = await this.keys.find(keyId, algorithm, now);
    if (key === undefined) return refused('token_invalid', 'the issuer has no such key');
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      issuer: this.issuer.name,
      clockTolerance: this.tolerance,
      currentDate: new Date(now),
      requiredClaims: ['iss', 'exp', ...(isAccessToken(rules) ? ACCESS_TOKEN_CLAIMS : [])],
      ...(rules.kind === 'jwt' ? { audience: [...rules.audience] } : {}),
    });
    const fault = this.faultOf(payload, now);
    if (fault !== undefined) return refused('token_invalid', fault);
    return { kind: 'accepted', claims: payload, scopes: scopesOf(payload) };
  }

  /** The claims that the library does not look at. */
  private faultOf(claims: JWTPayload, now: number): string | undefined {
    const { iat, sub } = claims;
    if (iat !== undefined && (typeof iat !== 'number' || iat > now / 1000 + this.tolerance)) {
      return 'the claim iat is not in the past';
    }
    if (sub !== undefined && typeof sub !== 'string') return 'the claim sub is not a text';
    return this.rules.kind === 'cognito' ? poolFault(this.rules, claims) : undefined;
  }
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html */
function poolFault({ use, clients }: CognitoCheck, claims: Claims): string | undefined {
  if (claims['token_use'] !== use) return 'the claim token_use names another use';
  const client = use === 'id' ? claims['aud'] : claims['client_id'];
  if (typeof client !== 'string') return 'it names no client';
  return clients === undefined || clients.includes(client) ? undefined : 'it is of another client';
}

/** Whether only access tokens by RFC 9068 are taken, of which more is known. */
function isAccessToken(rules: JwtCheck | CognitoCheck): boolean {
  return rules.kind === 'jwt' && /^(?:application\/)?at\+jwt$/i.test(rules.typ ?? '');
}

/** @see https://www.rfc-editor.org/rfc/rfc8693#section-4.2 */
function scopesOf({ scope, scp }: Claims): readonly string[] {
  const value = scope ?? scp;
  if (typeof value === 'string') return value.split(' ').filter((one) => one !== '');
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function detailOf(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed)
    return `the claim ${error.claim} is not as it must be`;
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'the signature does not fit the key';
  return error instanceof errors.JOSEError ? error.code : 'it cannot be verified';
}
