import { CONTEXT_CALLER } from '../lib/contract';
import { valuesOf } from '../lib/core';
import type { ApiCall } from '../lambda/shared/event/api-call';
import { callerValues, claimTexts, principalOf } from '../lambda/shared/token/caller-values';
import type { Claims } from '../lambda/shared/token/check-result';
import type { CheckedCaller } from '../lambda/shared/token/token-gate';

type Values = Readonly<Record<string, unknown>>;

/**
 * The event with what is known of a caller that was checked here, where API Gateway's own authorizers put it: claims where the
 * authorizer of a user pool does, values of an asked authorizer beside each other.
 */
export function withCaller<TEvent>(event: TEvent, caller: CheckedCaller): TEvent {
  const known = { ...callerValues(caller), principalId: principalOf(caller) };
  return withAuthorizer(event, caller.kind === 'accepted' ? { ...known, ...claimsIn(caller.claims) } : known);
}

/**
 * The event with the claims of a token that the authorizer has checked. They are read from the token, because an authorizer can
 * only hand over texts and no objects.
 */
export function withPassedClaims<TEvent>(event: TEvent, { headers }: ApiCall): TEvent {
  if (authorizerOf(event)[CONTEXT_CALLER] !== 'token') return event;
  const claims = payloadOf(valuesOf(headers, 'authorization')[0] ?? '');
  return claims === undefined ? event : withAuthorizer(event, claimsIn(claims));
}

/** Where REST APIs have them, and where HTTP APIs do. */
function claimsIn(claims: Claims): Values {
  const texts = claimTexts(claims);
  return { claims: texts, jwt: { claims: texts, scopes: null } };
}

function withAuthorizer<TEvent>(event: TEvent, values: Values): TEvent {
  const { requestContext } = event as { readonly requestContext?: object };
  return {
    ...event,
    requestContext: { ...requestContext, authorizer: { ...authorizerOf(event), ...values } },
  };
}

function authorizerOf(event: unknown): Values {
  const { requestContext } = event as {
    readonly requestContext?: { readonly authorizer?: Values | null } | null;
  };
  return requestContext?.authorizer ?? {};
}

/** The payload of a token whose signature the authorizer has verified for this very request. */
function payloadOf(authorization: string): Claims | undefined {
  const [, part = ''] = authorization.split('.');
  try {
    const payload: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof payload === 'object' && payload !== null && !Array.isArray(payload)
      ? (payload as Claims)
      : undefined;
  } catch {
    return undefined;
  }
}
