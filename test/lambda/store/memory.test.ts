import { momentOf } from '../../../lambda/store/moment';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { VerdictMemory } from '../../../lambda/store/verdict-memory';
import type { EntryRow } from '../../../lambda/store/verdict-row';

const MIB = 1024 * 1024;
/** How Lambda starts Node in a function of 128 MB: 90 % for the old generation, 5 % for each half of the young one. */
const SMALLEST_FUNCTION = ['--max-old-space-size=115', '--max-semi-space-size=6'];

jest.setTimeout(300_000);

function row(pattern: string): EntryRow {
  return { entry: { id: pattern, pattern, status: 'active' }, goneAt: undefined };
}

test('a flood of distinct origins leaves the memory bounded', () => {
  // `flood.ts` with 1000000 is the whole experiment; unbounded, these would already keep half as much again as the bound.
  const output = execFileSync(
    process.execPath,
    [...SMALLEST_FUNCTION, '--expose-gc', '--import', 'tsx', join(__dirname, 'support/flood.ts'), '100000'],
    { encoding: 'utf8' },
  );
  const result = JSON.parse(output) as { readonly reads: number; readonly grownBytes: number };
  expect(result.reads).toBe(200_000);
  expect(result.grownBytes).toBeLessThan(16 * MIB);
});

describe('a flood', () => {
  const at = momentOf(1);
  const own = 'https://listed.example';

  test.each<[string, (index: number) => readonly EntryRow[]]>([
    ['of origins that nothing names', () => []],
    ['of origins that a wildcard alone names', () => [row('https://*.flood.example')]],
  ])('%s pushes out neither an origin with an entry of its own nor the settings', (_, rowsOf) => {
    const memory = new VerdictMemory();
    memory.settings = { value: { enabled: true, written: true }, at };
    memory.remember(own, { value: [row(own)], at });
    for (let index = 0; index < 20_000; index++) {
      memory.remember(`https://o${index}.flood.example`, { value: rowsOf(index), at });
    }
    expect(memory.rowsOf(own)).toEqual({ value: [row(own)], at });
    expect(memory.settings).toEqual({ value: { enabled: true, written: true }, at });
    expect(memory.rowsOf('https://o0.flood.example')).toBeUndefined();
    expect(memory.rowsOf('https://o19999.flood.example')).toBeDefined();
  });

  test('of origins that a wildcard alone names leaves an origin that has an entry of its own beside it', () => {
    const memory = new VerdictMemory();
    const wildcard = row('https://*.flood.example');
    const known = { value: [row('https://own.flood.example'), wildcard], at };
    memory.remember('https://own.flood.example', known);
    for (let index = 0; index < 3000; index++) {
      memory.remember(`https://o${index}.flood.example`, { value: [wildcard], at });
    }
    expect(memory.rowsOf('https://own.flood.example')).toBe(known);
  });

  test.each<[string, number, (length: number) => readonly EntryRow[]]>([
    ['the text of an origin', 400, () => []],
    ['the pattern of an entry', 2000, (length) => [row('p'.repeat(length))]],
  ])('is bounded in bytes too, and %s counts', (_, length, rowsOf) => {
    const memory = new VerdictMemory();
    const filler = 'a'.repeat(length);
    const names = Array.from({ length: 1500 }, (__, index) => `https://${filler}${index}.example`);
    for (const name of names) memory.remember(name, { value: rowsOf(length), at });
    expect(names.filter((name) => memory.rowsOf(name) !== undefined).length).toBeLessThan(1000);
    expect(memory.rowsOf(names.at(-1)!)).toBeDefined();
  });

  test('of origins that nothing names leaves those that a wildcard names', () => {
    const memory = new VerdictMemory();
    const known = { value: [row('https://*.listed.example')], at };
    memory.remember('https://app.listed.example', known);
    for (let index = 0; index < 20_000; index++)
      memory.remember(`https://o${index}.example`, { value: [], at });
    expect(memory.rowsOf('https://app.listed.example')).toBe(known);
  });
});

test('the latest finding counts, whatever the earlier one was', () => {
  const memory = new VerdictMemory();
  const origin = 'https://app.example';
  for (const value of [[row(origin)], [], [row('https://*.example')], [row(origin)]]) {
    const at = momentOf(value.length);
    memory.remember(origin, { value, at });
    expect(memory.rowsOf(origin)).toEqual({ value, at });
  }
});
