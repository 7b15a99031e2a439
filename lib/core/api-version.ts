/** The first API version whose endpoints browser extensions may call. */
export const FIRST_EXTENSION_API_VERSION = 53;

const VERSION_SEGMENT = /^v[0-9]+\.[0-9]+$/;
const VERSIONED_PATH = /^\/services\/(?:data\/v|async\/)([0-9]+)\.[0-9]+(?:\/|$)/;

/** `v` digits `.` digits: the segment that `v*` stands for in an endpoint rule. */
export function isVersionSegment(segment: string): boolean {
  return VERSION_SEGMENT.test(segment);
}

/** The major API version that a path names, or undefined when it names none. */
export function apiVersionOf(path: string): number | undefined {
  const match = VERSIONED_PATH.exec(path);
  return match === null ? undefined : Number(match[1]);
}
