import { Token } from 'aws-cdk-lib';
import { branchesOf, hasIntrinsics } from './branch';
import { AUTH, AUTHORIZER_EXTENSION, AUTHTYPE, membersOf, objectOf, type JsonObject } from './document';

/**
 * A security scheme as API Gateway takes it: the key of a usage plan, an authorizer, or nothing at all, for schemes without its
 * extensions (HTTP, OAuth 2, OpenID Connect, a key in another place) describe to readers what backends check.
 */
export type SchemeKind = 'key' | 'authorizer' | 'documentation' | 'undeclared';

/** The name of a scheme that is known only at deployment. */
const UNKNOWN = 'known only at deployment';

/** The kind of a scheme, by its name. */
export function kindOf(name: string, schemes: JsonObject): SchemeKind {
  // A scheme that is not known here may be an authorizer.
  if (name === UNKNOWN) return 'authorizer';
  if (!Object.hasOwn(schemes, name)) return 'undeclared';
  const scheme = objectOf(schemes[name]);
  if (scheme === undefined || hasIntrinsics(scheme)) return 'authorizer';
  if (scheme[AUTHORIZER_EXTENSION] !== undefined || scheme[AUTHTYPE] !== undefined) return 'authorizer';
  return isUsageKey(scheme) ? 'key' : 'documentation';
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-usage-plan-oas.html */
function isUsageKey({ type, name }: JsonObject): boolean {
  return type === 'apiKey' && typeof name === 'string' && name.toLowerCase() === 'x-api-key';
}

/** The names of the schemes that a list of requirements names. */
export function namesIn(security: unknown): readonly string[] {
  if (security === undefined) return [];
  if (!Array.isArray(security)) return [UNKNOWN];
  return security.flatMap(branchesOf).flatMap((requirement) => {
    if (requirement === undefined) return [];
    return Token.isUnresolved(requirement) ? [UNKNOWN] : Object.keys(membersOf(requirement));
  });
}

/** The authorizers that a list of requirements names. */
export function authorizersIn(security: unknown, schemes: JsonObject): readonly string[] {
  return namesIn(security).filter((name) => kindOf(name, schemes) === 'authorizer');
}

/** The requirements of usage plans' keys in a list. They stay beside an authorizer; `{}` would make it optional. */
export function keysIn(security: unknown, schemes: JsonObject): readonly unknown[] {
  if (!Array.isArray(security)) return [];
  return security.flatMap((requirement): readonly unknown[] => {
    const members = membersOf(requirement);
    // A condition, whose branches are all keys, or documentation.
    if (hasIntrinsics(members)) return [requirement];
    const keys = Object.entries(members).filter(([name]) => kindOf(name, schemes) === 'key');
    return keys.length === 0 ? [] : [Object.fromEntries(keys)];
  });
}

/** The authorization that an operation has by `x-amazon-apigateway-auth`; undefined where it has none. */
export function authTypeOf(operation: JsonObject): unknown {
  const types = branchesOf(operation[AUTH]).map((auth) => (auth === undefined ? undefined : authType(auth)));
  return types.find((type) => type !== undefined);
}

function authType(auth: unknown): unknown {
  const type = objectOf(auth)?.['type'];
  return typeof type === 'string' && type.toUpperCase() === 'NONE' ? undefined : (type ?? auth);
}

/** The authorization that an operation has already, in any branch; undefined where it has none. */
export function ownAuthorizer(operation: JsonObject, schemes: JsonObject): unknown {
  const names = branchesOf(operation['security']).flatMap((branch) => authorizersIn(branch, schemes));
  return authTypeOf(operation) ?? (names.length === 0 ? undefined : names);
}

/** Whether an operation is without authorization in a branch. */
export function isOpen(operation: JsonObject, schemes: JsonObject): boolean {
  if (authTypeOf(operation) !== undefined) return false;
  return branchesOf(operation['security']).some((branch) => authorizersIn(branch, schemes).length === 0);
}
