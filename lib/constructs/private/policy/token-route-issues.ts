import { NO_CHECK, routeRow, type TokensDocument } from '../../../contract';
import type { EndpointRule } from '../../../core';
import type { SynthIssue } from '../synth/synth-error';

/** The words of one call about the callers of a resource, and of those below it. */
export interface TokenRoute {
  readonly path: string;
  /** Name of their check; undefined where nothing was said. */
  readonly name: string | undefined;
  /** The API of the resource, by any name that is its own. */
  readonly api: string;
}

/**
 * Resources for which two calls say different checks. The rows of an allowlist do not name an API, so what is said for one API counts
 * for the same paths of the others: their callers would be checked by another issuer, or locked out.
 *
 * @param rows the check of each resource, as functions will read it
 */
export function routeIssues(
  said: readonly TokenRoute[],
  rows: TokensDocument['routes'],
): readonly SynthIssue[] {
  const disputed = said.filter(({ path, name, api }) => {
    const isForeign = (place: string): boolean =>
      !said.some((one) => one.api === api && one.path === place && one.name !== undefined);
    const own = name ?? NO_CHECK;
    const below = Object.entries(rows).filter(
      ([place]) => place !== path && isAt(place, path) && isForeign(place),
    );
    const at = routeRow(rows, path);
    const found = (at === undefined ? undefined : rows[at]) ?? NO_CHECK;
    // Where a call says nothing, what another call says for the same API holds.
    const isDisputed = found !== own && (name !== undefined || at === undefined || isForeign(at));
    return isDisputed || below.some(([, other]) => other !== own);
  });
  return [...new Set(disputed.map(({ path }) => path))].map((path) => ({
    prop: 'tokens',
    value: path,
    rule: 'two calls say different checks for the callers of this path, and an allowlist has one for each path, in all of its APIs',
    fix: 'say the same check in both; or let a second CorsAllowlist over the same table (existingTable) judge one of the APIs',
  }));
}

/** Scopes of endpoints where nothing checks tokens. */
export function scopeIssues(rules: readonly EndpointRule[], isUsed: boolean): readonly SynthIssue[] {
  const scoped = isUsed
    ? []
    : rules.filter((rule) => rule.scopes !== undefined || rule.methodScopes !== undefined);
  return scoped.map(({ path }) => ({
    prop: 'scopes',
    value: path,
    rule: 'scopes stand in a token, and nothing checks tokens, so no request could ever have them',
    fix: 'give tokens to protect(), to the backend or to the endpoint; or leave the scopes out',
  }));
}

/** Whether a path is a place or below it. */
function isAt(path: string, place: string): boolean {
  return place === '/' || path === place || path.startsWith(`${place}/`);
}
