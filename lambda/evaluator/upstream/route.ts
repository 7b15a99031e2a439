import type { UpstreamBase } from './upstream-base';
import type { WayBack } from './way-back';

/** Where one request goes, and how what comes back is translated. */
export interface Route {
  readonly base: UpstreamBase;
  /** Path on the upstream. */
  readonly path: string;
  /** What configuration puts first in the query, without `?`; empty for nothing. */
  readonly fixedQuery: string;
  readonly back: WayBack;
  /** Whether the upstream gets to see `Origin`. */
  readonly withOrigin: boolean;
}
