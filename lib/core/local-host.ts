/** The hosts of this machine as origins write them. */
const LOCAL_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether the host is this machine: `http` is accepted for it. Browsers resolve names below `.localhost` to loopback.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6761#section-6.3
 */
export function isLocalHost(host: string): boolean {
  return LOCAL_HOSTS.includes(host) || host.endsWith('.localhost');
}

/** Whether the host, as URLs write it, never leaves this machine: also the rest of 127.0.0.0/8. */
export function isLoopbackHost(host: string): boolean {
  return LOCAL_HOSTS.includes(host) || /^127(?:\.[0-9]{1,3}){3}$/.test(host);
}
