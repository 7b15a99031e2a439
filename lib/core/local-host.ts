/** The hosts of this machine, for which `http` is accepted, as origins write them. */
const LOCAL_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Whether the host is this machine, by name or by loopback address. */
export function isLocalHost(host: string): boolean {
  return LOCAL_HOSTS.includes(host);
}
