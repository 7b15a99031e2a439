import type { CorsRequest } from '../../lib/core';

/** Requests that a loop goes through; as many as the caches of a processor do not forget between two rounds. */
export const ROUNDS = 1024;

/**
 * The text as a server reads it from a socket: flat, and never compared or hashed before. Texts that a program writes
 * itself are often known to the engine of JavaScript by their address.
 */
export function received(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

/** An actual request for data on a my-domain host. */
export function requestFrom(origin: string, more: Partial<CorsRequest> = {}): CorsRequest {
  return {
    method: 'GET',
    path: received('/services/data/v60.0/query'),
    hostKind: 'my-domain',
    ownOrigins: ['https://login.example.com'],
    origins: [received(origin)],
    secFetchMode: 'cors',
    secFetchSite: 'cross-site',
    now: 0,
    ...more,
  };
}

/** Requests of origins that are numbered through, as many as there are rounds. */
export function requestsFrom(originOf: (index: number) => string): readonly CorsRequest[] {
  return Array.from({ length: ROUNDS }, (_, index) => requestFrom(originOf(index)));
}
