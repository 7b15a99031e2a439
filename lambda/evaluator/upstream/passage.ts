import type { PublicPlace } from './public-place';
import type { UpstreamBase } from './upstream-base';
import type { WayBack } from './way-back';

/** One forwarded request, seen from both ends: the client's URL and the upstream's. */
export interface Passage {
  readonly place: PublicPlace;
  /** The judged path. */
  readonly publicPath: string;
  readonly base: UpstreamBase;
  /** Path and query on the upstream. */
  readonly upstreamTarget: string;
  readonly back: WayBack;
}
