/*
 * Data that crosses the border of the file `tokens.js`. Types only: a class would exist twice.
 */

/** Why a token is not taken. */
export type TokenFault = 'token_missing' | 'token_invalid' | 'token_expired';

/** A request as a check sees it. */
export interface CheckedRequest {
  /** Every value of `Authorization`. */
  readonly authorization: readonly string[];
  /** The event of the request, for authorizers that are asked. */
  readonly event: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Claims of a token by name, as its JSON has them. */
export type Claims = Readonly<Record<string, unknown>>;

/** A token that was verified. */
export interface AcceptedToken {
  readonly kind: 'accepted';
  readonly claims: Claims;
  readonly scopes: readonly string[];
}

/** A caller whose token is not taken; the detail is for the log, and holds nothing of the token. */
export interface RefusedToken {
  readonly kind: 'refused';
  readonly reason: TokenFault;
  readonly detail: string;
}

/** A policy of a chained authorizer, for this very request. */
export type PolicyDecision = 'allow' | 'deny' | 'undecided';

/** The answer of a chained authorizer. */
export interface AuthorizedCaller {
  readonly kind: 'authorized';
  readonly decision: PolicyDecision;
  /** Whether API Gateway, which evaluates conditions too, could allow the request. */
  readonly mayAllow: boolean;
  readonly principalId: string;
  /** The policy as the authorizer wrote it. */
  readonly policyDocument: unknown;
  readonly context: Readonly<Record<string, string | number | boolean>>;
  readonly usageIdentifierKey: string | undefined;
  /** The words about the policy for the log. */
  readonly note: string | undefined;
}

/** Nobody knows: the issuer or the authorizer did not answer. */
export interface UncheckedCaller {
  readonly kind: 'unavailable';
  readonly detail: string;
}

export type CheckResult = AcceptedToken | RefusedToken | AuthorizedCaller | UncheckedCaller;

/** Checks requests by the checks of a document. It never rejects. */
export interface TokenChecker {
  /** @param name of a check of the document */
  check(name: string, request: CheckedRequest): Promise<CheckResult>;
  /** Reads the keys of every issuer, so that the first request does not wait for them. */
  warm(now: number): Promise<void>;
}
