import { received } from '../engine/requests';

/** An allowlist as data: texts of origins, and domains below which every name is allowed. */
export interface Origins {
  readonly exact: readonly string[];
  readonly wildcards: readonly string[];
}

/** The part of a request that CORS needs. */
export interface PeerRequest {
  readonly method: 'GET' | 'OPTIONS';
  readonly origin: string;
  readonly listed: boolean;
  readonly requestedMethod?: string;
  readonly requestedHeaders?: string;
}

/** `Access-Control-Allow-Origin` of the answer. */
export type Verdict = string | null | undefined;

/** Header names that a page reads and methods that it uses; all contestants get the same. */
export const EXPOSED = ['WWW-Authenticate', 'ETag', 'Location'];
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
export const MAX_AGE_SECONDS = 7200;

/** An allowlist of this many origins, a tenth of them wildcards. */
export function originsOf(size: number): Origins {
  const wildcards = Array.from({ length: size / 10 }, (_, index) => `tenant${String(index)}.example`);
  const exact = Array.from(
    { length: size - wildcards.length },
    (_, index) => `https://app${String(index)}.fabrikam.com`,
  );
  return { exact, wildcards };
}

/** Requests of four kinds in turn, their origins from all over the list. */
export function mixOf({ exact, wildcards }: Origins, count: number): readonly PeerRequest[] {
  const someOf = (list: readonly string[], round: number): string => list[(round * 7919) % list.length] ?? '';
  return Array.from({ length: count }, (_, round): PeerRequest => {
    const listed = received(someOf(exact, round));
    switch (round % 4) {
      case 0:
        return { method: 'GET', origin: listed, listed: true };
      case 1:
        return { method: 'GET', origin: received(`https://www.${someOf(wildcards, round)}`), listed: true };
      case 2:
        return {
          method: 'GET',
          origin: received(`https://nobody${String(round)}.fabrikam.com`),
          listed: false,
        };
      default:
        return {
          method: 'OPTIONS',
          origin: listed,
          listed: true,
          requestedMethod: 'PUT',
          requestedHeaders: 'authorization,content-type',
        };
    }
  });
}

/** Whether an answer allows what it should, so that nobody is fast by being wrong. */
export function isExpected({ origin, listed }: PeerRequest, verdict: Verdict): boolean {
  return listed ? verdict === origin : verdict !== origin && verdict !== '*';
}

/** An expression for the names below a domain, as users of regular expressions write it. */
export function subdomainRegex(domain: string): RegExp {
  return new RegExp(`^https://(?:[^./]+\\.)+${domain.replaceAll('.', '\\.')}$`);
}
