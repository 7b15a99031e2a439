/** A label as names have them: it neither begins nor ends with a hyphen. Others must be in the text as they are. */
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/;

/**
 * Whether a person who entered the text can have meant the origin: the same host, where `*` is any run of characters, and
 * the same port. What is around host and port does not matter. Written apart from the engine.
 */
export function isDescribedBy(input: string, origin: string): boolean {
  const meant = partsOf(input);
  const { host, port } = partsOf(origin);
  const glob = new RegExp(`^${meant.host.replace(/[^a-z0-9*]/g, '\\$&').replace(/\*+/g, '[a-z0-9._-]*')}$`);
  const written = meant.host.split('.');
  const isName = host.split('.').every((label) => written.includes(label) || LABEL.test(label));
  return glob.test(host) && isName && meant.port === port;
}

function partsOf(text: string): { readonly host: string; readonly port: number } {
  const [authority = ''] = text
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:)?[/\\]*/, '')
    .split(/[/?#\\]/, 1);
  const [, host = '', port = ''] = /^([^:]*)(?::([0-9]*))?$/.exec(authority) ?? [];
  const number = Number(port);
  return { host: host.replace(/\.+$/, ''), port: [80, 443].includes(number) ? 0 : number };
}
