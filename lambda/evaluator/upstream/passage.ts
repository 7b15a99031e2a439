import type { PublicPlace } from './public-place';
import type { UpstreamBase } from './upstream-base';
import type { WayBack } from './way-back';

/** Both ends of one forwarded request: what the client asked for, and what was asked of the upstream. */
export interface Passage {
  readonly place: PublicPlace;
  /** The judged path. */
  readonly publicPath: string;
  readonly base: UpstreamBase;
  /** Path and query on the upstream. */
  readonly upstreamTarget: string;
  readonly back: WayBack;
}
