import { headerValue, type HeaderList } from './headers';

/**
 * Whether the `Host` header names this server. A page whose own name was rebound to a loopback address sends that
 * name here, so it gets no further than this.
 *
 * @param names as a URL writes them, without a port: `localhost`, `[::1]`
 */
export function isOwnHost(headers: HeaderList, names: readonly string[], port: number): boolean {
  const hosts = headers.filter(([name]) => name.toLowerCase() === 'host');
  const [host, ...others] = hosts.map(([, value]) => value.toLowerCase());
  if (host === undefined || others.length > 0) return false;
  return names.some((name) => host === `${name}:${port}` || (port === 80 && host === name));
}

/** Whether a request comes from a page of this server, or from no page. Call it after {@link isOwnHost}. */
export function isOwnOrigin(headers: HeaderList): boolean {
  const origins = headers.filter(([name]) => name.toLowerCase() === 'origin').map(([, value]) => value);
  return origins.every((origin) => origin === `http://${headerValue(headers, 'Host')?.toLowerCase() ?? ''}`);
}
