import type { UpstreamBase } from './upstream-base';
import type { WayBack } from './way-back';

/** The destination of one request, and the translation of its answer. */
export interface Route {
  readonly base: UpstreamBase;
  /** Path on the upstream. */
  readonly path: string;
  /** Query that the configuration puts first, without `?`; empty for none. */
  readonly fixedQuery: string;
  readonly back: WayBack;
  /** Whether the upstream gets to see `Origin`. */
  readonly withOrigin: boolean;
}
