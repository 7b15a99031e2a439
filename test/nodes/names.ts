import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { encode } from 'punycode';
import { publicSuffixKind } from '../../lib/contract/public-suffixes';
import { parseOrigin, parsePattern } from '../../lib/core';

/*
 * Writes what the engine says of many names into a file, for `scripts/same-on-nodes.ts` to compare between versions of
 * Node: `names.ts VECTORS FILE SEED COUNT`. Only names that are accepted become lines; all others are refused.
 */

const [, , vectorsFile = '', resultFile = '', seed = '1', count = '0'] = process.argv;
const lines: string[] = [];

function read(name: string): void {
  const text = `https://${name}`;
  const result = parsePattern(text, { publicSuffixes: publicSuffixKind, allowSharedOrigin: true });
  if (result.valid) lines.push(`pattern ${JSON.stringify(text)} ${result.pattern}`);
}

/** The same name as a client sends it that encodes by itself, whatever its parser thinks of it. */
function readEncoded(name: string): void {
  const labels = name.split('.').map((label) => (isAscii(label) ? label : `xn--${encode(label)}`));
  const origin = parseOrigin(`https://${labels.join('.')}`);
  if (origin !== undefined) lines.push(`origin ${JSON.stringify(name)} ${origin.text}`);
}

function isAscii(text: string): boolean {
  return Array.from(text).every((character) => (character.codePointAt(0) ?? 0) < 0x80);
}

/** Every code point, alone and between letters from left to right and from right to left. */
function readEveryCodePoint(): void {
  for (let codePoint = 0x80; codePoint <= 0x10ffff; codePoint++) {
    if (codePoint >= 0xd800 && codePoint <= 0xdfff) continue;
    const character = String.fromCodePoint(codePoint);
    for (const name of [character, `a${character}b`, `\u05d0${character}\u05d1`]) {
      read(`${name}.example`);
      readEncoded(`${name}.example`);
    }
  }
}

/** Numbers that are the same on every machine. @see https://en.wikipedia.org/wiki/Xorshift */
function* numbers(start: number): Generator<number, never> {
  for (let state = start | 1; ;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state >>> 0;
  }
}

/** Blocks of letters, marks, digits and joiners that have rules about what may stand beside them. */
const BLOCKS: readonly (readonly [first: number, last: number])[] = [
  [0x61, 0x7a],
  [0x2d, 0x39],
  [0xdf, 0xff],
  [0x300, 0x345],
  [0x3b1, 0x3c9],
  [0x5d0, 0x5f4],
  [0x61b, 0x6ff],
  [0x660, 0x669],
  [0x6f0, 0x6f9],
  [0x780, 0x8ff],
  [0x900, 0x963],
  [0x1100, 0x1200],
  [0x1e00, 0x1fff],
  [0x200b, 0x2010],
  [0x3040, 0x30ff],
  [0x9b0, 0x9df],
  [0xb40, 0xd7f],
  [0xac00, 0xac40],
  [0xfb1d, 0xfdff],
  [0xfe70, 0xff9f],
  [0x10800, 0x10fff],
  [0x1d400, 0x1d7ff],
  [0x1e800, 0x1eeff],
  [0x1f300, 0x1faff],
  [0x2f800, 0x2fa1d],
];

function readAtRandom(): void {
  const random = numbers(Number(seed));
  const below = (limit: number): number => random.next().value % limit;
  for (let round = 0; round < Number(count); round++) {
    const [first, second] = [BLOCKS[below(BLOCKS.length)], BLOCKS[below(BLOCKS.length)]];
    let name = '';
    for (let length = 1 + below(8); length > 0; length--) {
      const [low, high] = (below(3) === 0 ? second : first) ?? [0x61, 0x7a];
      name += below(8) === 0 ? '.' : String.fromCodePoint(low + below(high - low + 1));
    }
    read(name);
    readEncoded(name);
  }
}

function readVectors(): void {
  const { patterns, matches } = JSON.parse(readFileSync(vectorsFile, 'utf8')) as {
    readonly patterns: readonly {
      readonly input: unknown;
      readonly options?: { allowSharedOrigin?: boolean };
    }[];
    readonly matches: readonly { readonly origin: string }[];
  };
  for (const { input, options } of patterns) {
    lines.push(
      JSON.stringify([input, parsePattern(input, { ...options, publicSuffixes: publicSuffixKind })]),
    );
  }
  for (const { origin } of matches) lines.push(JSON.stringify([origin, parseOrigin(origin) ?? null]));
}

readVectors();
readEveryCodePoint();
readAtRandom();
writeFileSync(resultFile, lines.join('\n'));
const hash = createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12);
process.stdout.write(`Node ${process.versions.node}: ${String(lines.length)} names accepted, ${hash}\n`);
