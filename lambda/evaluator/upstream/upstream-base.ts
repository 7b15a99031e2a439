import type { HeaderList } from '../../../lib/core';
import { foldedName } from './dropped-headers';

/** A configured upstream, parsed once. A request adds a path and a query, and changes nothing of it. */
export interface UpstreamBase {
  /** Serialized origin. */
  readonly origin: string;
  /** Origins by which the upstream calls itself: this one, and the public one of an issuer that is reached at another address. */
  readonly names: ReadonlySet<string>;
  readonly secure: boolean;
  /** Host for a socket: an IPv6 address without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** The value of `Host`. */
  readonly host: string;
  /** Path without a trailing slash; empty for the root. */
  readonly basePath: string;
  /** Folded names of request headers that are dropped besides the usual ones. */
  readonly droppedHeaders: ReadonlySet<string>;
  /** Request headers that every request has, whatever a client sends under their names. */
  readonly fixedHeaders: HeaderList;
}

/** Parses a configured URL; undefined when it is not an http or https URL, or has a user, a query or a fragment. */
export function parseBase(
  url: string,
  droppedHeaders: readonly string[] = [],
  fixedHeaders: HeaderList = [],
): UpstreamBase | undefined {
  const parsed = URL.parse(url);
  if (parsed === null || !['http:', 'https:'].includes(parsed.protocol)) return undefined;
  const { origin, host, pathname } = parsed;
  if (parsed.href !== `${origin}${pathname}`) return undefined;
  const secure = parsed.protocol === 'https:';
  return {
    origin,
    names: new Set([origin]),
    secure,
    hostname: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: parsed.port === '' ? (secure ? 443 : 80) : Number(parsed.port),
    host,
    basePath: pathname.replace(/\/+$/, ''),
    droppedHeaders: new Set([...droppedHeaders, ...fixedHeaders.map(([name]) => name)].map(foldedName)),
    fixedHeaders,
  };
}
