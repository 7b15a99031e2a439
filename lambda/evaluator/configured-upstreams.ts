import {
  isIssuerPath,
  MAX_UPSTREAM_TIMEOUT_MILLIS,
  UPSTREAMS,
  type OAuthUpstream,
  type Upstreams,
} from '../../lib/contract';
import type { EndpointRule, HeaderList } from '../../lib/core';
import { ConfigurationError } from '../shared/configuration/configuration';
import { endpointOn } from './oauth/issuer-metadata';
import type { IssuerConfiguration } from './oauth/issuer-configuration';
import { parseBase, type UpstreamBase } from './upstream/upstream-base';
import { UpstreamTable } from './upstream/upstream-table';

/** The upstream of a path: an HTTP backend, or a page of the issuer. */
export type PathUpstream = HttpBackend | 'issuer-page';

/** An HTTP backend, and the name of the check of its callers. */
interface HttpBackend {
  readonly base: UpstreamBase;
  readonly tokens: string | undefined;
}

/** The responder's upstreams, checked and parsed once. */
export interface ConfiguredUpstreams {
  readonly table: UpstreamTable<PathUpstream>;
  readonly issuer: IssuerConfiguration | undefined;
  readonly timeoutMillis: number;
}

/** @throws ConfigurationError that names the field, when a value cannot work */
export function configuredUpstreams(
  { http, oauth, timeoutMillis }: Upstreams,
  endpoints: readonly EndpointRule[],
): ConfiguredUpstreams {
  if (!Number.isInteger(timeoutMillis) || timeoutMillis < 1 || timeoutMillis > MAX_UPSTREAM_TIMEOUT_MILLIS) {
    fail('timeoutMillis', timeoutMillis, `must be a whole number from 1 to ${MAX_UPSTREAM_TIMEOUT_MILLIS}`);
  }
  const backends = http.map(({ path, match, url, droppedHeaders, tokens }, index) => {
    const base = baseAt(`http[${String(index)}].url`, url, droppedHeaders);
    return { path: pathAt(`http[${String(index)}].path`, path), match, upstream: { base, tokens } };
  });
  const issuer = oauth === undefined ? undefined : issuerConfiguration(oauth, endpoints);
  const pages = (issuer?.pages ?? []).map(
    (path) => ({ path, match: 'prefix', upstream: 'issuer-page' }) as const,
  );
  return { table: new UpstreamTable<PathUpstream>([...backends, ...pages]), issuer, timeoutMillis };
}

function issuerConfiguration(
  {
    issuer,
    address,
    paths,
    pages,
    droppedHeaders,
    headers = {},
    ownPaths = false,
    pagesAtIssuer = false,
    keepsOrigin = false,
  }: OAuthUpstream,
  endpoints: readonly EndpointRule[],
): IssuerConfiguration {
  const named = baseAt('oauth.issuer', issuer, droppedHeaders, Object.entries(headers));
  const base = address === undefined ? named : reachedAt(address, named);
  const given = new Map<string, URL>();
  for (const [path, target] of Object.entries(paths)) {
    const url = isIssuerPath(target) ? endpointOn(base, `${base.origin}${target}`) : undefined;
    const field = `oauth.paths[${JSON.stringify(path)}]`;
    given.set(path, url ?? fail(field, target, 'must be a path on the origin of the issuer'));
    if (!endpoints.some((rule) => rule.path === path))
      fail(field, path, 'must name a path of the endpoint table');
  }
  const documentRule = endpoints.find(({ role, path }) => role === 'openid-configuration' && given.has(path));
  const documentUrl = documentRule === undefined ? undefined : given.get(documentRule.path);
  return {
    issuer,
    base,
    rules: endpoints.filter(({ role, path }) => role !== undefined || given.has(path)),
    documentUrl: documentUrl ?? new URL(`${base.origin}${base.basePath}/.well-known/openid-configuration`),
    documentIsGiven: documentUrl !== undefined,
    given,
    ownPaths,
    pagesAtIssuer,
    keepsOrigin,
    // A prefix ends at a segment, with and without the slash.
    pages: pages.map((page, index) => pathAt(`oauth.pages[${String(index)}]`, page).replace(/(?<=.)\/$/, '')),
  };
}

/** An issuer that is reached at another origin than its name says. Its paths are those of its name. */
function reachedAt(
  address: string,
  { origin, basePath, droppedHeaders, fixedHeaders }: UpstreamBase,
): UpstreamBase {
  const base = baseAt('oauth.address', address);
  if (base.basePath !== '') fail('oauth.address', address, 'must be an origin, without a path');
  return { ...base, basePath, droppedHeaders, fixedHeaders, names: new Set([base.origin, origin]) };
}

function baseAt(
  field: string,
  url: string,
  droppedHeaders?: readonly string[],
  fixedHeaders?: HeaderList,
): UpstreamBase {
  return (
    parseBase(url, droppedHeaders, fixedHeaders) ??
    fail(field, url, 'must be an http or https URL without user, query and fragment')
  );
}

function pathAt(field: string, path: string): string {
  return path.startsWith('/') ? path : fail(field, path, 'must be a path that begins with "/"');
}

function fail(field: string, value: unknown, rule: string): never {
  throw new ConfigurationError(UPSTREAMS, `${field} is ${JSON.stringify(value)}: ${rule}`);
}
