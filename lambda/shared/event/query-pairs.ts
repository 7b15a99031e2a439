/** Names and values in order, repeats kept. */
export type PairList = readonly (readonly [name: string, value: string])[];

const PERCENT = 0x25;

/**
 * The pairs of a raw query, decoded as `URLSearchParams` does. That class is not used: in Node 24 its time is quadratic in
 * the number of pairs without `=`, and it drops a `?` at the beginning, which belongs to the first name.
 *
 * @see https://url.spec.whatwg.org/#urlencoded-parsing
 */
export function queryPairs(query: string): PairList {
  const pairs: (readonly [string, string])[] = [];
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals < 0) pairs.push([decoded(pair), '']);
    else pairs.push([decoded(pair.slice(0, equals)), decoded(pair.slice(equals + 1))]);
  }
  return pairs;
}

function decoded(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return decodedBytes(Buffer.from(spaced, 'utf8')).toString('utf8');
  }
}

/** A `%` that begins no escape stays; bytes that are not UTF-8 become U+FFFD, as the standard says. */
function decodedBytes(bytes: Buffer): Buffer {
  let length = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    const [high, low] = [digitOf(bytes[index + 1]), digitOf(bytes[index + 2])];
    const isEscape = byte === PERCENT && high >= 0 && low >= 0;
    bytes[length++] = isEscape ? high * 16 + low : byte;
    if (isEscape) index += 2;
  }
  return bytes.subarray(0, length);
}

/** The value of a hexadecimal digit; -1 for another byte. */
function digitOf(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
