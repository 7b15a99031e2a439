/** How the path of an endpoint stands for request paths. */
export enum PathMatch {
  /** The very path. */
  EXACT = 'exact',

  /** The path and everything below it; it ends at a segment, so `/data` is no prefix of `/database`. */
  PREFIX = 'prefix',
}
