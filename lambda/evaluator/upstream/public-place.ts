/** Where clients reach the gateway: what its own URLs begin with. */
export interface PublicPlace {
  /** Own origin of the host that was asked; undefined where an event does not name it. */
  readonly origin: string | undefined;
  /** Path before the judged path (stage, base path, path prefix), without a trailing slash. */
  readonly prefix: string;
}

/**
 * The origin under which the asked host is reached: the configured one with its host name, which knows another scheme or
 * port, or https. The host name comes from `requestContext.domainName`, never from a header.
 */
export function ownOriginOf(
  domainName: string | undefined,
  configured: readonly string[],
): string | undefined {
  // Without a name (test invocations, some emulators) the first configured origin is the best that is known.
  if (domainName === undefined) return configured[0];
  const asked = URL.parse(`https://${domainName}`);
  if (asked === null) return undefined;
  return configured.find((origin) => new URL(origin).hostname === asked.hostname) ?? asked.origin;
}
