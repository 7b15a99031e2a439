import { valuesOf, type EndpointRule } from '../../../lib/core';
import type { ApiCall } from '../event/api-call';

/** Headers by which frameworks take another method than that of the request line. */
const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override'];

/** A backend that has no answer of its own for `HEAD` runs the one for `GET`. */
const RUNS_AS: Readonly<Record<string, string>> = { HEAD: 'GET' };

const NONE: readonly string[] = [];

/** The scopes that the rule of a request adds to those of its check. */
export function requiredScopes(
  { scopes = NONE, methodScopes }: Pick<EndpointRule, 'scopes' | 'methodScopes'>,
  call: Pick<ApiCall, 'method' | 'headers'>,
): readonly string[] {
  if (methodScopes === undefined) return scopes;
  // All headers are read only where a rule asks for them.
  const methods = [call.method, ...OVERRIDES.flatMap((name) => listed(call.headers, name))];
  const further = methods.flatMap((one) => scopesOf(methodScopes, one.trim().toUpperCase()));
  return [...new Set([...scopes, ...further])];
}

/** Frameworks disagree on which of several methods counts, and some take the first of a list. */
function listed(headers: ApiCall['headers'], name: string): readonly string[] {
  return valuesOf(headers, name).flatMap((value) => value.split(','));
}

function scopesOf(byMethod: Readonly<Record<string, readonly string[]>>, method: string): readonly string[] {
  const own = Object.hasOwn(byMethod, method) ? byMethod[method] : undefined;
  const other = RUNS_AS[method];
  return own ?? (other === undefined ? [] : scopesOf(byMethod, other));
}
