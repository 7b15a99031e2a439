import { isExtensionScheme } from './extension-id';
import { canonicalIpv6 } from './ip-address';
import { isLocalHost } from './local-host';
import type { PatternOptions } from './pattern-options';
import type { PatternReason } from './reasons';
import { isAppScheme, isWebScheme } from './scheme';

/** `https:`, and `https//` without its colon, and only slashes. */
const MISSPELT_SCHEME = /^(?:https?(?::|(?=[/\\]{2})))?[/\\]*/i;
/** A text that begins with another scheme, or with a misspelt one, as `file:/x`, `htp:/example.com` and `https;//x`. */
const OTHER_SCHEME = /^(?!https?(?::|[/\\]{2}))[a-z][a-z0-9+-]*(?::(?:[/\\]|$)|[^a-z0-9]?[/\\]{2})/i;

/**
 * The input without the fault of this code, or undefined where a guess would be chance. The caller checks whether the guess
 * is accepted.
 */
export function repairedPattern(
  input: string,
  code: PatternReason,
  options: PatternOptions,
): string | undefined {
  switch (code) {
    case 'bad_character':
      return input.trim();
    case 'missing_scheme':
      return OTHER_SCHEME.test(input) ? undefined : withScheme(input.replace(MISSPELT_SCHEME, ''));
    case 'insecure_scheme':
      return input.replace(/^http:/i, 'https:').replace(/:80$/, '');
    case 'has_path':
    case 'has_query':
    case 'has_fragment':
      return input.replace(/(:\/\/[^/?#]*).*/s, '$1');
    case 'bad_host':
      return input.replace(/\.(:[0-9]+)?$/, '$1');
    case 'bad_ip':
      // Adds forgotten brackets, and writes the address as an origin writes it.
      return input.replace(/:\/\/([^[\]]+)/, '://[$1]').replace(/:\/\/\[([^\]]*)\]/, withCanonicalIpv6);
    case 'bad_port':
      return withPlainPort(input);
    case 'wildcard_position':
      return withLabelWildcard(input, options);
    case 'wildcard_multiple':
      // One wildcard matches any number of labels.
      return input.replace(/:\/\/(?:\*\.)+/, '://*.');
    case 'bad_extension_id':
      return input.toLowerCase();
    default:
      return undefined;
  }
}

/**
 * `https`, but for this machine, where pages are served by `http`. A scheme that lost its colon is not a host, as in
 * `https/example.com`.
 */
function withScheme(rest: string): string | undefined {
  const [text = ''] = /^(?:\[[^\]]*\]|[^:/?#\\]*)/.exec(rest) ?? [];
  const host = text.toLowerCase().replace(/\.$/, '');
  if (isWebScheme(host) || isExtensionScheme(host) || isAppScheme(host)) return undefined;
  return `${isLocalHost(host) ? 'http' : 'https'}://${rest}`;
}

/**
 * Adds the dot that is missing in `https://*example.com`, if what follows the wildcard is registered at a registry: a
 * stranger's `myexample.com` cannot have been meant. Elsewhere (`*-team.vercel.app`, `*app.example.com`) names that end
 * this way were probably meant, and `*.-team.vercel.app` matches none of them.
 */
function withLabelWildcard(input: string, { publicSuffixes }: PatternOptions): string | undefined {
  const [, name = ''] = /:\/\/\*([a-z0-9][a-z0-9.-]*)(?::[0-9]*)?$/i.exec(input) ?? [];
  const domain = name.toLowerCase();
  const parent = domain.slice(domain.indexOf('.') + 1);
  const isRegistered =
    domain.includes('.') && publicSuffixes(domain) === 'none' && publicSuffixes(parent) === 'icann';
  return isRegistered ? input.replace('://*', '://*.') : undefined;
}

/** Removes a port that is empty or 0, and leading zeros. */
function withPlainPort(input: string): string {
  const colon = input.lastIndexOf(':');
  const digits = input.slice(colon + 1).replace(/^0+/, '');
  return digits === '' ? input.slice(0, colon) : `${input.slice(0, colon)}:${digits}`;
}

function withCanonicalIpv6(_bracketed: string, address: string): string {
  return `://[${canonicalIpv6(address) ?? address}]`;
}
