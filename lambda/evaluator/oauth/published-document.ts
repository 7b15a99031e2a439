import type { PublicPlace } from '../upstream/public-place';
import type { IssuerMetadata } from './issuer-metadata';
import type { IssuerPaths } from './issuer-paths';
import { ENDPOINT_MEMBERS, ENDPOINT_ROLES } from './roles';

/**
 * Members that would lead clients past the gateway: client certificates end at API Gateway, and signed metadata takes
 * precedence over the other members.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8705#section-5
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-2.1
 */
const LEADING_PAST: ReadonlySet<string> = new Set(['mtls_endpoint_aliases', 'signed_metadata']);

/**
 * The issuer's document as the gateway serves it. Endpoints become the gateway's own. URLs on an origin of the issuer that the
 * gateway does not serve are left out, so a client never talks to the issuer's host. `issuer` stays, because tokens name
 * it.
 */
export function publishedDocument(
  metadata: IssuerMetadata,
  paths: IssuerPaths,
  issuerOrigins: ReadonlySet<string>,
  place: PublicPlace & { readonly origin: string },
): Record<string, unknown> {
  const own = (path: string): string => `${place.origin}${place.prefix}${path}`;
  const published: (readonly [string, unknown])[] = [];
  for (const [name, value] of Object.entries(metadata.document)) {
    if (LEADING_PAST.has(name) || isRoleMember(name)) continue;
    const url = name === 'issuer' || typeof value !== 'string' ? null : URL.parse(value);
    if (url !== null && issuerOrigins.has(url.origin)) {
      const path = paths.served(url);
      if (path !== undefined) published.push([name, own(`${path}${url.hash}`)]);
    } else if (!name.endsWith('_endpoint')) {
      published.push([name, value]);
    }
  }
  for (const role of ENDPOINT_ROLES) {
    const path = paths.pathOfRole(role);
    if (path !== undefined) published.push([ENDPOINT_MEMBERS[role], own(path)]);
  }
  return Object.fromEntries(published);
}

function isRoleMember(name: string): boolean {
  return ENDPOINT_ROLES.some((role) => ENDPOINT_MEMBERS[role] === name);
}
