import type { CorsRequest } from '../../../lib/core';

/** The instant of every request of the tables: 2026-01-01T00:00:00Z. */
export const NOW = 1_767_225_600_000;

export const OWN_ORIGIN = 'https://login.example.com';
export const APP = 'https://app.fabrikam.com';

/** An actual request from one origin to a my-domain host; what a table looks at is given. */
export function actual(path: string, more: Partial<CorsRequest> = {}): CorsRequest {
  return {
    method: 'GET',
    path,
    hostKind: 'my-domain',
    ownOrigins: [OWN_ORIGIN],
    origins: [APP],
    secFetchMode: 'cors',
    secFetchSite: 'cross-site',
    now: NOW,
    ...more,
  };
}

/** A preflight for `GET` unless something else is given. */
export function preflight(path: string, more: Partial<CorsRequest> = {}): CorsRequest {
  return actual(path, { method: 'OPTIONS', requestedMethod: 'GET', ...more });
}
