import { isAppHost } from './app-host';
import { isExtensionId, isExtensionScheme } from './extension-id';
import { parseHost, type HostForm } from './host';
import { MAX_ORIGIN_LENGTH } from './limits';
import { isSerializedPort } from './port';
import { isAppScheme, isWebScheme, type AppScheme, type Scheme, type WebScheme } from './scheme';

declare const parsed: unique symbol;

/** An `Origin` value that is the serialization of one tuple origin; only `parseOrigin` makes it. */
export interface Origin {
  readonly [parsed]: true;
  /** The text as it was received. */
  readonly text: string;
  readonly scheme: Scheme;
  /** Host as written; the extension's id for extension schemes. */
  readonly host: string;
  /** `:` and the port, or nothing where the scheme's default port applies. */
  readonly port: string;
  readonly form: HostForm | 'extension' | 'app';
}

/**
 * Reads the value of one `Origin` header, which must be the serialization of one origin, character by character.
 *
 * Returns undefined for everything else: `null`, lists, other schemes, and text that the URL parser would repair.
 * Nothing is trimmed, folded or decoded.
 *
 * @see https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin
 * @see https://fetch.spec.whatwg.org/#origin-header
 */
export function parseOrigin(value: string): Origin | undefined {
  if (value.length > MAX_ORIGIN_LENGTH) return undefined;
  const separator = value.indexOf('://');
  if (separator < 0) return undefined;
  const scheme = value.slice(0, separator);
  const authority = value.slice(separator + 3);
  if (isWebScheme(scheme)) return webOrigin(value, scheme, authority);
  if (isExtensionScheme(scheme)) {
    return isExtensionId(scheme, authority) ? origin(value, scheme, authority, '', 'extension') : undefined;
  }
  return isAppScheme(scheme) ? appOrigin(value, scheme, authority) : undefined;
}

function webOrigin(value: string, scheme: WebScheme, authority: string): Origin | undefined {
  const hostEnd = authority[0] === '[' ? authority.indexOf(']') + 1 : authority.indexOf(':');
  const host = hostEnd < 0 ? authority : authority.slice(0, hostEnd);
  const port = hostEnd < 0 ? '' : authority.slice(hostEnd);
  if (!isSerializedPort(scheme, port)) return undefined;
  const read = parseHost(host);
  return read.valid ? origin(value, scheme, host, port, read.form) : undefined;
}

function appOrigin(value: string, scheme: AppScheme, authority: string): Origin | undefined {
  const colon = authority.indexOf(':');
  const host = colon < 0 ? authority : authority.slice(0, colon);
  const port = authority.slice(host.length);
  return isAppHost(host) && isSerializedPort(scheme, port)
    ? origin(value, scheme, host, port, 'app')
    : undefined;
}

function origin(text: string, scheme: Scheme, host: string, port: string, form: Origin['form']): Origin {
  return { text, scheme, host, port, form } as Origin;
}
