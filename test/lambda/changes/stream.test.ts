import fc from 'fast-check';
import { changeOf } from '../../../lambda/changes/change-of';
import type { StreamRecord } from '../../../lambda/changes/stream-record';
import { DynamoEntryStore } from '../../../lambda/store/dynamo-entry-store';
import { DynamoSettingsStore } from '../../../lambda/store/dynamo-settings-store';
import type { EntryWrite } from '../../../lambda/store/entry-store';
import { entryId, entryKey, SETTINGS_KEY, type ChangeEvent } from '../../../lib/contract';
import { schemaFaults } from './support/event-schema';
import { TableStream } from './support/table-stream';

/*
 * Writes of the stores, and the events that follow from the stream. `npm run test:store:dynamodb-local` runs this on an engine with
 * streams of its own.
 */

const DAY = 24 * 3600 * 1000;
const NOW = Date.parse('2030-05-01T12:00:00.500Z');
const PATTERN = 'https://*.example.com';
const ID = entryId(PATTERN);
const ada = { by: 'ada', at: NOW };
const bob = { by: 'bob', at: NOW + DAY };

jest.setTimeout(60_000);

let stream: TableStream;
let entries: DynamoEntryStore;
let settings: DynamoSettingsStore;

beforeEach(async () => {
  stream = await TableStream.start();
  const options = { tableName: stream.table.name, loadClient: stream.loadClient };
  entries = new DynamoEntryStore(options);
  settings = new DynamoSettingsStore(options);
});

afterEach(() => stream.stop());

async function events(): Promise<readonly ChangeEvent[]> {
  const found = (await stream.records()).map(changeOf).filter((event) => event !== undefined);
  for (const event of found) expect(schemaFaults(event)).toEqual([]);
  return found;
}

test('each change of an entry is one event, and what changes nothing is none', async () => {
  await entries.create(PATTERN, { name: 'Shop' }, ada);
  await entries.create(PATTERN, { name: 'Again' }, bob);
  await entries.update(PATTERN, { name: 'Shop' }, 1, bob);
  await entries.update(PATTERN, { name: 'Shop', status: 'inactive' }, 1, bob);
  await entries.update(PATTERN, { name: 'Stale' }, 1, bob);
  await entries.remove(PATTERN, 2, ada);
  await entries.remove(PATTERN, 3, ada);
  await entries.restore(PATTERN, 3, bob);
  const created = { id: ID, pattern: PATTERN, createdAt: '2030-05-01T12:00:00.500Z', createdBy: 'ada' };
  const first = { updatedAt: '2030-05-01T12:00:00.500Z', updatedBy: 'ada' };
  const second = { updatedAt: '2030-05-02T12:00:00.500Z', updatedBy: 'bob' };
  const views = [
    { ...created, name: 'Shop', status: 'active', version: 1, ...first },
    { ...created, name: 'Shop', status: 'inactive', version: 2, ...second },
    { ...created, name: 'Shop', status: 'deleted', version: 3, ...first },
    { ...created, name: 'Shop', status: 'inactive', version: 4, ...second },
  ];
  const event = (action: string, by: string, version: number): object => ({
    action,
    target: 'entry',
    by,
    at: views[version - 1]?.updatedAt,
    pattern: PATTERN,
    version,
    eventId: `${ID}#${version}`,
    ...(version === 1 ? {} : { before: views[version - 2] }),
    after: views[version - 1],
  });
  expect(await events()).toEqual([
    event('create', 'ada', 1),
    event('update', 'bob', 2),
    event('delete', 'ada', 3),
    event('restore', 'bob', 4),
  ]);
});

test('each change of the settings is one event', async () => {
  await settings.write(false, 0, ada);
  await settings.write(true, 0, ada);
  await settings.write(true, 1, bob);
  await settings.write(false, 1, bob);
  const on = {
    enableCorsForOAuthEndpoints: true,
    version: 1,
    updatedAt: '2030-05-01T12:00:00.500Z',
    updatedBy: 'ada',
  };
  const off = {
    enableCorsForOAuthEndpoints: false,
    version: 2,
    updatedAt: '2030-05-02T12:00:00.500Z',
    updatedBy: 'bob',
  };
  const target = 'settings';
  expect(await events()).toEqual([
    { action: 'create', target, by: 'ada', at: on.updatedAt, version: 1, eventId: 'settings#1', after: on },
    {
      action: 'update',
      target,
      by: 'bob',
      at: off.updatedAt,
      version: 2,
      eventId: 'settings#2',
      before: on,
      after: off,
    },
  ]);
});

test('an entry that is made anew where an old one counts as absent is created', async () => {
  await entries.create(PATTERN, {}, ada);
  await entries.remove(PATTERN, 1, ada);
  await entries.create(PATTERN, { name: 'New' }, { by: 'bob', at: NOW + 91 * DAY });
  const [, , made] = await events();
  expect(made).toMatchObject({ action: 'create', by: 'bob', version: 1, eventId: `${ID}#1` });
  expect(made).not.toHaveProperty('before');
});

test('an item that is removed is purged, by nobody that is known', async () => {
  await entries.create(PATTERN, {}, ada);
  await stream.removeRaw(entryKey(PATTERN));
  const [, purged] = await events();
  expect(purged).toMatchObject({
    action: 'purge',
    by: 'unknown',
    pattern: PATTERN,
    version: 2,
    eventId: `${ID}#2`,
    before: { version: 1 },
  });
  expect(purged).not.toHaveProperty('after');
});

test('an item that is none of ours is no event', async () => {
  await stream.putRaw({ pk: { S: 'QUERY_SIGNING' }, sk: { S: 'QUERY_SIGNING' }, key: { S: 'secret' } });
  await stream.putRaw({ pk: { S: 'E#00' }, sk: { S: 'https://\u0100.example' }, status: { S: 'active' } });
  await stream.removeRaw({ pk: 'QUERY_SIGNING', sk: 'QUERY_SIGNING' });
  expect(await events()).toEqual([]);
});

test('a change by hand is told, and has an id of its own', async () => {
  await entries.create(PATTERN, {}, ada);
  const item = (await stream.table.getRaw(entryKey(PATTERN)))!;
  await stream.putRaw({ ...item, status: { S: 'inactive' } });
  // Neither of these is seen by anybody.
  await stream.putRaw({ ...item, status: { S: 'inactive' }, history: { L: [] } });
  await stream.putRaw({ ...item, status: { S: 'inactive' }, history: { L: [] }, note: { S: 'by hand' } });
  await stream.putRaw({ ...item, status: { S: 'deleted' } });
  const [, paused, removed, ...rest] = await events();
  expect(rest).toEqual([]);
  expect(paused).toMatchObject({
    action: 'update',
    by: 'unknown',
    version: 1,
    after: { status: 'inactive' },
  });
  expect(removed).toMatchObject({ action: 'delete', by: 'unknown', version: 1 });
  expect(paused?.eventId).toMatch(new RegExp(`^${ID}#1#.+`));
  expect(removed?.eventId).not.toBe(paused?.eventId);
});

test('every change of any story is one event, in order, and no other write is', async () => {
  const patterns = ['https://a.example', 'https://b.example'];
  const step = fc.record({
    pattern: fc.constantFrom(...patterns),
    name: fc.constantFrom('one', 'two'),
    doing: fc.constantFrom('create', 'update', 'remove', 'restore'),
  });
  let at = NOW;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      for (const pattern of patterns) await stream.removeRaw(entryKey(pattern));
      await stream.records();
      const made: { version: number; pattern: string }[] = [];
      for (const { pattern, name, doing } of steps) {
        const change = { by: name, at: (at += 1000) };
        const version = (await entries.get(pattern, at))?.version ?? 0;
        const write: EntryWrite = await {
          create: () => entries.create(pattern, { name }, change),
          update: () => entries.update(pattern, { name }, version, change),
          remove: () => entries.remove(pattern, version, change),
          restore: () => entries.restore(pattern, version, change),
        }[doing as 'create']();
        if (write.outcome === 'written' && write.changed)
          made.push({ version: write.entry.version, pattern });
      }
      const found = await events();
      expect(found.map(({ version, pattern }) => ({ version, pattern }))).toEqual(made);
      for (const [index, event] of found.entries()) {
        const last = found.slice(0, index).findLast((one) => one.pattern === event.pattern);
        expect(event.before).toEqual(last?.after);
        expect(event.by).toBe(event.after?.updatedBy);
      }
      expect(new Set(found.map(({ eventId }) => eventId)).size).toBe(found.length);
    }),
    { numRuns: 15 },
  );
});

describe('a record', () => {
  const item = (more: object = {}): NonNullable<StreamRecord['dynamodb']>['NewImage'] => ({
    ...{ pk: { S: 'E#00' }, sk: { S: 'https://a.example' }, status: { S: 'active' } },
    ...{ version: { N: '1' }, updatedAt: { S: '2030-01-01T00:00:00.000Z' }, updatedBy: { S: 'ada' } },
    ...more,
  });
  const AT = Date.parse('2031-01-01T00:00:00.000Z') / 1000;
  const record = (dynamodb: StreamRecord['dynamodb'], more: Partial<StreamRecord> = {}): StreamRecord => ({
    ...more,
    dynamodb: { ApproximateCreationDateTime: AT, SequenceNumber: '7', ...dynamodb },
  });

  test.each<[string, Partial<StreamRecord>, object, string]>([
    [
      'by the time to live',
      { userIdentity: { principalId: 'dynamodb.amazonaws.com', type: 'Service' } },
      {},
      'system',
    ],
    ['by the time to live of another region', {}, { ttl: { N: String(AT - 10) } }, 'system'],
    ['before its time', {}, { ttl: { N: String(AT + 10) } }, 'unknown'],
    ['by somebody', { userIdentity: { principalId: 'AIDA' } }, {}, 'unknown'],
  ])('of a removal %s', (_, more, attributes, by) => {
    const event = changeOf(record({ OldImage: item(attributes) }, more));
    expect(event).toMatchObject({ action: 'purge', by, at: '2031-01-01T00:00:00.000Z', version: 2 });
  });

  test.each<[string, StreamRecord['dynamodb']]>([
    ['without images', {}],
    ['without anything', undefined],
    [
      'that only renames a field',
      {
        OldImage: item({ allowPublicSuffix: { BOOL: true } }),
        NewImage: item({ allowSharedOrigin: { BOOL: true } }),
      },
    ],
    [
      'of settings that stay',
      {
        Keys: { pk: { S: SETTINGS_KEY.pk }, sk: { S: SETTINGS_KEY.sk } },
        OldImage: { enableCorsForOAuthEndpoints: { BOOL: false } },
        NewImage: { enableCorsForOAuthEndpoints: { BOOL: false }, note: { S: 'x' } },
      },
    ],
  ])('%s is no event', (_, dynamodb) => {
    expect(changeOf({ dynamodb })).toBeUndefined();
  });

  test.each<[string, object]>([
    ['a version that is not the next', { version: { N: '5' } }],
    ['no version', { version: { S: 'one' } }],
    ['no writer', { updatedBy: { S: '' } }],
    ['no time', { updatedAt: { S: 'yesterday' } }],
  ])('of a new item with %s is of nobody that is known', (_, attributes) => {
    const event = changeOf(record({ NewImage: item(attributes) }));
    expect(event).toMatchObject({ action: 'create', by: 'unknown', at: '2031-01-01T00:00:00.000Z' });
    expect(schemaFaults(event)).toEqual([]);
  });

  test('with texts of any length is an event that fits', () => {
    const long = { S: '\u{1f600}'.repeat(60_000) };
    const event = changeOf(
      record({ NewImage: item({ name: long, description: long, owner: long, updatedBy: long }) }),
    );
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(25_000);
  });
});

test('the schema refuses what is no event', () => {
  const event = {
    action: 'create',
    target: 'entry',
    by: 'ada',
    at: '2030-01-01T00:00:00.000Z',
    version: 1,
    eventId: 'a#1',
  };
  expect(schemaFaults(event)).toEqual([]);
  for (const fault of [
    { action: 'add' },
    { target: 'list' },
    { by: '' },
    { at: 'now' },
    { version: 0.5 },
    { after: {} },
    { more: 1 },
  ]) {
    expect(schemaFaults({ ...event, ...fault })).not.toEqual([]);
  }
});
