/** How the path of an endpoint matches request paths. */
export enum PathMatch {
  /** Only this path. */
  EXACT = 'exact',

  /** The path and everything below it. A prefix ends at a segment: `/data` does not match `/database`. */
  PREFIX = 'prefix',
}
