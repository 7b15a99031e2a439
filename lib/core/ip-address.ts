import { isPlainDecimal } from './port';

const OCTETS = 4;
const MAX_OCTET = 255;
const PIECES = 8;

/**
 * Whether the text is an IPv4 address in canonical dotted form: four decimal numbers up to 255 without leading zeros.
 *
 * The URL parser also takes `127.1` or `0x7f.1` and repairs them. An allowlist that repairs compares another text than the
 * administrator reads.
 */
export function isCanonicalIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === OCTETS && parts.every((part) => isPlainDecimal(part, MAX_OCTET));
}

/**
 * The canonical text of an IPv6 address (without brackets), or undefined when the text is not one.
 *
 * The form is that of the URL serializer: lower-case hexadecimal pieces, the first longest run of at least two zero
 * pieces compressed, never an embedded IPv4 address.
 *
 * @see https://url.spec.whatwg.org/#concept-ipv6-serializer
 */
export function canonicalIpv6(text: string): string | undefined {
  const gap = text.indexOf('::');
  const head = gap < 0 ? pieces(text, true) : pieces(text.slice(0, gap), false);
  const tail = gap < 0 ? [] : pieces(text.slice(gap + 2), true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = PIECES - head.length - tail.length;
  // `::` replaces at least one piece.
  if (gap < 0 ? missing !== 0 : missing < 1) return undefined;
  return serialize([...head, ...new Array<number>(missing).fill(0), ...tail]);
}

function pieces(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const result: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (mayEndInIpv4 && index === parts.length - 1 && isCanonicalIpv4(part)) {
      const address = part.split('.').reduce((value, octet) => value * 256 + Number(octet), 0);
      result.push(Math.floor(address / 65_536), address % 65_536);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      result.push(Number.parseInt(part, 16));
    } else {
      return undefined;
    }
  }
  return result;
}

function serialize(address: readonly number[]): string {
  const [start, length] = longestZeroRun(address);
  const hex = address.map((piece) => piece.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

function longestZeroRun(address: readonly number[]): readonly [start: number, length: number] {
  let best: readonly [number, number] = [0, 0];
  let start = 0;
  address.forEach((piece, index) => {
    if (piece !== 0) start = index + 1;
    else if (index + 1 - start > best[1]) best = [start, index + 1 - start];
  });
  return best;
}
