import type { CorsRequest } from '../../lib/core';

/** Number of requests that a loop goes through: so few that the processor's caches keep them between two rounds. */
export const ROUNDS = 1024;

/**
 * The text as a server reads it from a socket: flat, and not compared or hashed before. Two texts of one program are often
 * one object in memory, and equal without a comparison.
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
