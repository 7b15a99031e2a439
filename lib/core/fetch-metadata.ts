import { PAGE_METHODS } from './methods';
import type { CorsRequest } from './request';

/** Destinations of navigations that the page around them can learn something of. */
const EMBEDDED: readonly string[] = ['object', 'embed'];

/** The request headers on which it depends whether a read is one across sites, as a value of `Vary`. */
export const CROSS_SITE_VARY = 'Sec-Fetch-Dest, Sec-Fetch-Mode, Sec-Fetch-Site';

/**
 * A navigation shows a page and lets no other page read it, so `Origin` says nothing about it: form posts carry one,
 * `null` among them. `Sec-Fetch-Mode` can be forged outside browsers, where leaving `Origin` out has the same effect.
 */
export function isNavigation({ secFetchMode, method }: CorsRequest): boolean {
  return secFetchMode === 'navigate' && PAGE_METHODS.includes(method);
}

/**
 * Whether a page of another site makes the request without asking to read it: images, scripts, `no-cors` fetches.
 *
 * @see https://w3c.github.io/webappsec-fetch-metadata/
 */
export function isCrossSiteRead({ secFetchSite, secFetchMode, secFetchDest }: CorsRequest): boolean {
  if (secFetchSite !== 'cross-site') return false;
  return secFetchMode !== 'navigate' || EMBEDDED.includes(secFetchDest ?? '');
}
