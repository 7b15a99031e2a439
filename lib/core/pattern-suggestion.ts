import { canonicalIpv6 } from './ip-address';
import type { PatternReason } from './reasons';

/**
 * What was probably meant by a refused pattern, or undefined where a guess would be no better than chance. The caller
 * checks that the guess itself is accepted.
 */
export function suggestPattern(input: string, code: PatternReason): string | undefined {
  switch (code) {
    case 'has_path':
    case 'has_query':
    case 'has_fragment':
      return input.replace(/^([^/]*:\/\/[^/?#]*).*$/s, '$1');
    case 'bad_character':
      return input.trim();
    case 'missing_scheme':
      return `https://${input.replace(/^\/\//, '')}`;
    case 'insecure_scheme':
      return input.replace(/^http:/i, 'https:');
    case 'bad_host':
      return input.replace(/\.(:[0-9]+)?$/, '$1');
    case 'bad_port':
      return input.replace(/:0*([0-9]*)$/, (_match, digits: string) => (digits === '' ? '' : `:${digits}`));
    case 'wildcard_position':
      return input.replace(/^([^/]*:\/\/)\*([^.*])/, '$1*.$2');
    case 'bad_ip':
      return suggestIpv6(input);
    default:
      return undefined;
  }
}

function suggestIpv6(input: string): string | undefined {
  const parts = /^([^/]*:\/\/)(?:\[([^\]]*)\](.*)|([^[\]]*))$/s.exec(input);
  const canonical = canonicalIpv6(parts?.[2] ?? parts?.[4] ?? '');
  return canonical === undefined ? undefined : `${parts?.[1] ?? ''}[${canonical}]${parts?.[3] ?? ''}`;
}
