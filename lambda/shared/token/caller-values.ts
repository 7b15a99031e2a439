import type { CheckedCaller } from './token-gate';
import type { Claims } from './check-result';

/** Names that API Gateway sets itself, or the contract does. */
const TAKEN = /^(?:cors[A-Z]|principalId$|integrationLatency$|claims$|scopes$|jwt$|lambda$)/;

/** Values by name, all of them texts, as API Gateway hands them over. */
export type TextValues = Readonly<Record<string, string>>;

/** Claims as the authorizer of a user pool hands them over: texts, and the elements of a list with commas between. */
export function claimTexts(claims: Claims): TextValues {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, textOf(value)]));
}

/** The values of an authorizer's context about a caller, without the names that are taken. */
export function callerValues(caller: CheckedCaller): TextValues {
  const values = caller.kind === 'accepted' ? claimTexts(caller.claims) : textsOf(caller.context);
  return Object.fromEntries(Object.entries(values).filter(([name]) => !TAKEN.test(name)));
}

/** The name of a caller: the subject of its token, or the client where a token has none. */
export function principalOf(caller: CheckedCaller): string {
  if (caller.kind === 'authorized') return caller.principalId;
  const { sub, client_id: client } = caller.claims;
  return typeof sub === 'string' ? sub : typeof client === 'string' ? client : 'unknown';
}

function textsOf(values: Readonly<Record<string, string | number | boolean>>): TextValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(',');
  return JSON.stringify(value);
}
