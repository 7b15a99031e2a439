import type { PublicPlace } from '../upstream/public-place';
import type { IssuerConfiguration } from './issuer-configuration';
import type { IssuerMetadata } from './issuer-metadata';
import type { IssuerPaths } from './issuer-paths';
import { ENDPOINT_MEMBERS, ENDPOINT_ROLES } from '../../../lib/contract';

/**
 * Members that would lead clients past the gateway: client certificates end at API Gateway, and signed metadata takes
 * precedence over the other members.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8705#section-5
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-2.1
 */
const LEADING_PAST: ReadonlySet<string> = new Set(['mtls_endpoint_aliases', 'signed_metadata']);

/** Members that name what browsers navigate to. Every other endpoint is called. */
const NAVIGATED: ReadonlySet<string> = new Set([
  'authorization_endpoint',
  'end_session_endpoint',
  'check_session_iframe',
]);

/**
 * The issuer's document as the gateway serves it. Endpoints become the gateway's own. URLs on an origin of the issuer that the
 * gateway does not serve are left out, so a client never talks to the issuer's host. So are endpoints to call that are only
 * below a page: pages are closed to calls of other origins. `issuer` stays, because tokens name it.
 */
export function publishedDocument(
  metadata: IssuerMetadata,
  paths: IssuerPaths,
  { base, pagesAtIssuer }: Pick<IssuerConfiguration, 'base' | 'pagesAtIssuer'>,
  place: PublicPlace & { readonly origin: string },
): Record<string, unknown> {
  const own = (path: string): string => `${place.origin}${place.prefix}${path}`;
  const published: (readonly [string, unknown])[] = [];
  for (const [name, value] of Object.entries(metadata.document)) {
    if (LEADING_PAST.has(name)) continue;
    const url = name === 'issuer' || typeof value !== 'string' ? null : URL.parse(value);
    const isIssuers = url !== null && base.names.has(url.origin);
    if (pagesAtIssuer && isIssuers && NAVIGATED.has(name)) {
      published.push([name, value]);
    } else if (isIssuers) {
      const path = pathFor(name, url, paths);
      if (path !== undefined) published.push([name, own(`${path}${url.hash}`)]);
    } else if (!name.endsWith('_endpoint') && !isRoleMember(name)) {
      published.push([name, value]);
    }
  }
  for (const role of ENDPOINT_ROLES) {
    const path = paths.pathOfRole(role);
    if (path !== undefined) published.push([ENDPOINT_MEMBERS[role], own(path)]);
  }
  return Object.fromEntries(published);
}

/** The gateway's path of a URL on the issuer's origin, unless the path of its role says more. */
function pathFor(name: string, url: URL, paths: IssuerPaths): string | undefined {
  if (name === 'end_session_endpoint') return paths.served(url);
  if (isRoleMember(name)) return undefined;
  return name.endsWith('_endpoint') ? paths.endpointAt(url) : paths.served(url);
}

function isRoleMember(name: string): boolean {
  return ENDPOINT_ROLES.some((role) => ENDPOINT_MEMBERS[role] === name);
}
