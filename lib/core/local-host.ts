/** The hosts of this machine, for which `http` is accepted, as origins write them. */
const LOCAL_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Whether the host is this machine, by name or by loopback address. */
export function isLocalHost(host: string): boolean {
  return LOCAL_HOSTS.includes(host);
}

/** Whether the host, as URLs write it, never leaves this machine: also the rest of 127.0.0.0/8. */
export function isLoopbackHost(host: string): boolean {
  return LOCAL_HOSTS.includes(host) || /^127(?:\.[0-9]{1,3}){3}$/.test(host);
}
