const LABELS = /^(?!.{254})[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,31}$/;

/**
 * Whether a text is the serialization of one origin, told from the specification and written apart from the engine: what
 * the URL parser gives back unchanged, of a scheme and a host that the specification names.
 */
export function isNaivelyOrigin(value: string): boolean {
  const [, scheme = '', rest = ''] = /^([a-z-]+):\/\/(.*)$/s.exec(value) ?? [];
  switch (scheme) {
    case 'https':
    case 'http':
      return isWebOrigin(value, rest);
    case 'chrome-extension':
      return /^[a-z]{32}$/.test(rest);
    case 'moz-extension':
      return /^[a-z0-9]{8}(?:-[a-z0-9]{4}){3}-[a-z0-9]{12}$/.test(rest);
    case 'safari-web-extension':
      return /^[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}$/i.test(rest);
    case 'capacitor':
    case 'ionic':
    case 'tauri':
    case 'app':
      return isAppOrigin(rest);
    default:
      return false;
  }
}

function isWebOrigin(value: string, authority: string): boolean {
  const url = URL.parse(value);
  if (url === null || url.origin !== value || value.length > 512) return false;
  const host = authority.replace(/:[0-9]*$/, '');
  return host.startsWith('[') || LABELS.test(host);
}

function isAppOrigin(authority: string): boolean {
  const [, host = '', port] = /^([^:]*)(?::(0|[1-9][0-9]{0,4}))?$/.exec(authority) ?? [];
  return LABELS.test(host) && (port === undefined || Number(port) <= 65_535);
}
