import type { HostKind } from './host-kind';

/** The part of a request that the decision reads; every seat reads its own event into this one shape. */
export interface CorsRequest {
  /** HTTP method as received; methods are case-sensitive. */
  readonly method: string;
  /** Path without stage, base path and path prefix, percent-encoding as received (see `locate`). */
  readonly path: string;
  /** Whether the path begins with the host's path prefix in another spelling only, so that it was not taken off. */
  readonly misspeltPrefix?: boolean | undefined;
  /** Whether the path may still begin with a base path (see `locate`). */
  readonly mayHaveBasePath?: boolean | undefined;
  /** Kind of the host that was asked; undefined for a host without a kind. */
  readonly hostKind: HostKind | undefined;
  /** Origins that are the asked host's own. */
  readonly ownOrigins: readonly string[];
  /** The values of all `Origin` headers, untrimmed; empty when there is none. */
  readonly origins: readonly string[];
  /** `Sec-Fetch-Mode`. @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-mode-header */
  readonly secFetchMode?: string | undefined;
  /** `Sec-Fetch-Site`. @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header */
  readonly secFetchSite?: string | undefined;
  /** `Sec-Fetch-Dest`. @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-dest-header */
  readonly secFetchDest?: string | undefined;
  /** `Access-Control-Request-Method`; makes an `OPTIONS` request with an origin a preflight. */
  readonly requestedMethod?: string | undefined;
  /** `Access-Control-Request-Headers`, several header lines joined by commas. */
  readonly requestedHeaders?: string | undefined;
  /** The time of the decision in milliseconds since 1970, handed in because the engine has no clock. */
  readonly now: number;
}
