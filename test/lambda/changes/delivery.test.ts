import { DynamoEntryStore } from '../../../lambda/store/dynamo-entry-store';
import { CorsAllowlist } from '../../../lib';
import { entryId } from '../../../lib/contract';
import { onlyResource, stackOf } from '../../constructs/support/stack-of';
import { WITH_TABLE } from '../../constructs/support/with-table';
import { EventBusServer, type BusFault } from './support/event-bus-server';
import { PublisherFunction } from './support/publisher-function';
import { StreamMapping, type MappingProperties } from './support/stream-mapping';
import { TableStream } from './support/table-stream';

/*
 * From the write to the bus: the store writes, a stand-in of Lambda reads the stream with the properties of the template, and the
 * publisher that ships puts events over HTTP. `npm run test:store:dynamodb-local` runs this on a stream of DynamoDB.
 */

jest.setTimeout(60_000);

const HOUR = 3600 * 1000;
const NAMES = ['a', 'b', 'c', 'd', 'e'];

const { Properties: mappingProperties } = onlyResource<MappingProperties>(
  stackOf((stack) => new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, changeEvents: {} })),
  'AWS::Lambda::EventSourceMapping',
);

let stream: TableStream;
let entries: DynamoEntryStore;
let bus: EventBusServer;
let publisher: PublisherFunction;
let mapping: StreamMapping;

beforeEach(async () => {
  stream = await TableStream.start();
  entries = new DynamoEntryStore({ tableName: stream.table.name, loadClient: stream.loadClient });
  bus = await EventBusServer.start();
  publisher = new PublisherFunction(bus.endpoint);
  bus.kill = () => publisher.kill();
  mapping = new StreamMapping(mappingProperties, publisher.run, () => stream.records());
});

afterEach(async () => {
  await publisher.stop();
  await bus.stop();
  await stream.stop();
});

const patternOf = (name: string): string => `https://${name}.example`;
const idOf = (name: string, version = 1): string => `${entryId(patternOf(name))}#${String(version)}`;
const ada = () => ({ by: 'ada', at: Date.now() });

async function create(names: readonly string[]): Promise<void> {
  for (const name of names) await entries.create(patternOf(name), {}, ada());
}

/** A bus that has a fault with one event, this often. */
function failing(eventId: string, fault: BusFault, times: number): void {
  let left = times;
  bus.fault = (id) => (id === eventId && left-- > 0 ? fault : undefined);
}

/** How often the first event of each entry was told. */
function counts(): Readonly<Record<string, number>> {
  const told = (name: string): number => bus.taken.filter((id) => id === idOf(name)).length;
  return Object.fromEntries(NAMES.map((name) => [name, told(name)]));
}

test('what was written while no function ran is told, in order, in batches of the template', async () => {
  const names = Array.from({ length: 23 }, (_, index) => `n${String(index)}`);
  await create(names);
  await stream.putRaw({ pk: { S: 'QUERY_SIGNING' }, sk: { S: 'QUERY_SIGNING' }, key: { S: 'secret' } });
  expect(await mapping.drain(10)).toBe(0);
  expect(bus.taken).toEqual(names.map((name) => idOf(name)));
  // A record that is none of ours does not even reach the function.
  expect(mapping.batches.map(({ length }) => length)).toEqual([10, 10, 3]);
});

test('an event that the bus does not take: the ones before it are told once, it and those after it again, in order', async () => {
  await create(NAMES);
  await entries.update(patternOf('c'), { name: 'Second' }, 1, ada());
  failing(idOf('c'), 'untaken', 2);
  expect(await mapping.drain(3)).toBe(0);
  expect(mapping.batches.map(({ length }) => length)).toEqual([6, 4, 4]);
  expect(counts()).toEqual({ a: 1, b: 1, c: 1, d: 3, e: 3 });
  // The second change of the entry waits for the first.
  expect(bus.taken.indexOf(idOf('c', 2))).toBeGreaterThan(bus.taken.indexOf(idOf('c')));
  expect(bus.taken.filter((id) => id === idOf('c', 2))).toHaveLength(1);
  expect(publisher.lines.filter((line) => line.includes('the bus did not take an event'))).toHaveLength(2);
});

test('a bus that refuses the calls: nothing is told, and everything once it takes them', async () => {
  await create(NAMES);
  failing(idOf('a'), 'denied', 2);
  expect(await mapping.drain(2)).toBe(NAMES.length);
  expect(bus.taken).toEqual([]);
  expect(publisher.lines.some((line) => line.includes('"code":"AccessDeniedException"'))).toBe(true);
  expect(await mapping.drain(1)).toBe(0);
  expect(bus.taken).toEqual(NAMES.map((name) => idOf(name)));
});

test.each<[string, BusFault, number]>([
  ['before the bus has the events: each is told once', 'dies before', 1],
  ['after the bus has taken the events: each is told again, under the same id', 'dies after', 2],
])('a function that dies %s', async (_, fault, told) => {
  await create(NAMES);
  failing(idOf('a'), fault, 1);
  expect(await mapping.drain(1)).toBe(NAMES.length);
  expect(await mapping.drain(1)).toBe(0);
  expect(counts()).toEqual(Object.fromEntries(NAMES.map((name) => [name, told])));
});

test('a change that the bus does not take until it is too old is given up, and those after it are told', async () => {
  await create(NAMES.slice(0, 2));
  bus.fault = () => 'denied';
  const later = Date.now() + mappingProperties.MaximumRecordAgeInSeconds * 1000;
  expect(await mapping.drain(1, later - HOUR)).toBe(2);
  expect(mapping.deadLetters).toEqual([]);
  expect(await mapping.drain(1, later + HOUR)).toBe(0);
  expect(mapping.deadLetters).toEqual(mapping.batches[0]);
  bus.fault = () => undefined;
  await create(NAMES.slice(2));
  expect(await mapping.drain(1)).toBe(0);
  expect(bus.taken).toEqual(NAMES.slice(2).map((name) => idOf(name)));
});
