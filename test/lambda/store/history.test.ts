import * as fc from 'fast-check';
import { type EntryFields, entryKey, firstCharacters, type HistoryItem } from '../../../lib/contract';
import { DynamoEntryStore } from '../../../lambda/store/dynamo-entry-store';
import { type Engine, startEngine } from './support/engine';
import { sizeOfItem } from './support/item-size';
import { patientClient, createTable, type TestTable } from './support/table';

const NOW = Date.parse('2030-05-01T12:00:00.000Z');
/** The longest host in the longest form: 253 octets, and a port. */
const LONGEST_PATTERN = `https://*.${'a23456789-123456789-123456789.'.repeat(8)}example.com:65535`;
/** 16 kB, by the smaller of the two meanings. */
const LIMIT = 16_000;

// Hundreds of writes, on a machine that may be slow.
jest.setTimeout(60_000);

let engine: Engine;
let table: TestTable;
let store: DynamoEntryStore;

beforeAll(async () => {
  engine = await startEngine();
  table = await createTable(engine.endpoint);
  store = new DynamoEntryStore({ tableName: table.name, loadClient: patientClient(engine.endpoint) });
});

afterAll(async () => {
  await table.drop();
  await engine.stop();
});

/** Whether no surrogate stands alone: those do not survive UTF-8. */
function isWellFormed(text: string): boolean {
  return Buffer.from(text).toString() === text;
}

/** Creates an entry and updates it with each of the fields. */
async function historyOf(
  pattern: string,
  states: readonly EntryFields[],
  by: string,
): Promise<readonly HistoryItem[]> {
  const [first = {}, ...rest] = states;
  await store.create(pattern, first, { by, at: NOW });
  for (const [index, fields] of rest.entries()) {
    const write = await store.update(pattern, fields, index + 1, { by, at: NOW + index + 1 });
    if (write.outcome !== 'written' || !write.changed) throw new Error('every state must differ');
  }
  return (await store.get(pattern, NOW))!.history;
}

test('the longest pattern is what the language allows at most', () => {
  expect(new URL(LONGEST_PATTERN.replace('*', 'a')).hostname).toHaveLength(253);
});

test('the last 20 changes are kept, in the order in which they happened', async () => {
  const states = Array.from({ length: 25 }, (_, index) => ({ name: `name ${index}` }));
  const history = await historyOf('https://twenty.example', states, 'ada');
  expect(history).toHaveLength(20);
  expect(history.map(({ changes }) => changes)).toEqual(
    Array.from({ length: 20 }, (_, index) => [
      { field: 'name', from: `name ${index + 4}`, to: `name ${index + 5}` },
    ]),
  );
});

test.each([
  ['at 32 characters nothing is cut', 'x'.repeat(32), 'x'.repeat(32)],
  ['at 33 the last one is', 'x'.repeat(33), 'x'.repeat(32)],
  ['a character of two units counts as one', `${'x'.repeat(31)}😀!`, `${'x'.repeat(31)}😀`],
])('values: %s', async (title, entered, recorded) => {
  const pattern = `https://${title.length}.cut.example`;
  const [created] = await historyOf(pattern, [{ description: entered }], 'ada');
  expect(created!.changes[0]).toEqual({ field: 'description', to: recorded });
  expect((await store.get(pattern, NOW))?.description).toBe(entered);
});

test('an identity of more than 256 characters is cut, wherever it is kept', async () => {
  await store.create('https://by.example', {}, { by: '😀'.repeat(300), at: NOW });
  const entry = await store.get('https://by.example', NOW);
  const cut = '😀'.repeat(256);
  expect([entry?.createdBy, entry?.updatedBy, entry?.history[0]?.by]).toEqual([cut, cut, cut]);
});

test('an ordinary entry keeps its history uncut, with identities as long as AWS has them', async () => {
  const by = `arn:aws:sts::123456789012:assumed-role/${'R'.repeat(64)}/${'s'.repeat(64)}`;
  const states = Array.from({ length: 30 }, (_, index) => ({
    name: `${index} ${'n'.repeat(78)}`,
    description: `${index} ${'d'.repeat(250)}`,
  }));
  const history = await historyOf('https://ordinary.example', states, by);
  expect(history).toHaveLength(20);
  for (const change of history) {
    expect(change.by).toBe(by);
    expect(change.changes.every(({ from, to }) => from?.length === 32 && to?.length === 32)).toBe(true);
  }
});

describe.each([
  ['ASCII', 'x'],
  ['3-byte characters', '€'],
  ['4-byte characters', '😀'],
])('with the longest of everything in %s', (_, letter) => {
  test('the item stays under 16 kB, and no change is left out', async () => {
    const pattern = LONGEST_PATTERN.replace(
      'exam',
      letter === 'x' ? 'exam' : letter === '€' ? 'exan' : 'exao',
    );
    const by = letter.repeat(256);
    let longest = 0;
    await store.create(pattern, {}, { by, at: NOW });
    for (let version = 1; version <= 45; version++) {
      const isEven = version % 2 === 0;
      const fields: EntryFields = {
        name: letter.repeat(79) + String(version % 10),
        description: String(version % 10) + letter.repeat(254),
        owner: String(version % 10) + letter.repeat(79),
        expiresAt: new Date(NOW + version).toISOString(),
        allowSharedOrigin: isEven,
        status: isEven ? 'active' : 'inactive',
      };
      // Values differ within their first characters too, so that each change records its longest.
      const varied = { ...fields, name: `${version % 10}${letter.repeat(79)}` };
      const write = await store.update(pattern, varied, version, { by, at: NOW + version });
      expect(write).toMatchObject({ outcome: 'written', changed: true });
      const item = (await table.getRaw(entryKey(pattern)))!;
      longest = Math.max(longest, sizeOfItem(item));
    }

    expect(longest).toBeLessThan(LIMIT);
    const entry = (await store.get(pattern, NOW))!;
    expect(entry.history).toHaveLength(20);
    expect(entry.history.every(({ changes }) => changes.length === 6)).toBe(true);
    expect([entry.createdBy, entry.updatedBy]).toEqual([by, by]);
    // The latest change is cut last.
    const { by: latest, changes } = entry.history.at(-1)!;
    const { by: oldest } = entry.history[0]!;
    expect([...latest].length).toBeGreaterThanOrEqual([...oldest].length);
    expect([...oldest].length).toBeGreaterThanOrEqual(24);
    expect(isWellFormed(changes[0]!.to!)).toBe(true);
  });
});

test('law: a text cut to a number of characters is its beginning, well-formed, and as long as it may be', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀', '𐀀'), maxLength: 60 });
  fc.assert(
    fc.property(texts, fc.nat(40), (text, count) => {
      const cut = firstCharacters(text, count);
      expect(text.startsWith(cut)).toBe(true);
      expect(isWellFormed(cut)).toBe(true);
      expect([...cut]).toHaveLength(Math.min(count, [...text].length));
    }),
  );
});
