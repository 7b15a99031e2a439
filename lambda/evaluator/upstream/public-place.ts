/** The beginning of the gateway's own URLs, as clients know them. */
export interface PublicPlace {
  /** Own origin of the requested host; undefined when the event does not name it. */
  readonly origin: string | undefined;
  /** Path before the judged path (stage, base path, path prefix), without a trailing slash. */
  readonly prefix: string;
}

/**
 * The origin of the requested host: a configured own origin with its host name (which may have another scheme or port),
 * otherwise https. The host name comes from `requestContext.domainName`, never from a header.
 */
export function ownOriginOf(
  domainName: string | undefined,
  configured: readonly string[],
): string | undefined {
  // Test invocations and some emulators send no name; the first configured origin is the best guess.
  if (domainName === undefined) return configured[0];
  const asked = URL.parse(`https://${domainName}`);
  if (asked === null) return undefined;
  return configured.find((origin) => new URL(origin).hostname === asked.hostname) ?? asked.origin;
}
