import fc from 'fast-check';
import type { BusEvent, PutEvents, Untaken } from '../../../lambda/changes/event-bus';
import { createPublisher } from '../../../lambda/changes/publisher';
import type { StreamRecord } from '../../../lambda/changes/stream-record';

const STREAM = 'arn:aws:dynamodb:eu-central-1:123456789012:table/list/stream/2030-01-01T00:00:00.000';

/** The record of a version of an entry, or of an item that is none of ours. */
function record(sequence: number, name: string | undefined, version = 1): StreamRecord {
  const image = (number: number) => ({
    ...{
      pk: { S: 'E#00' },
      sk: { S: `https://${name ?? ''}.example` },
      status: { S: 'active' },
      name: { S: `v${number}` },
    },
    ...{
      version: { N: String(number) },
      updatedAt: { S: '2030-01-01T00:00:00.000Z' },
      updatedBy: { S: 'ada' },
    },
  });
  return {
    eventSourceARN: STREAM,
    dynamodb: {
      SequenceNumber: String(sequence),
      ...(name === undefined
        ? { Keys: { pk: { S: 'OTHER' } } }
        : { NewImage: image(version), ...(version > 1 ? { OldImage: image(version - 1) } : {}) }),
    },
  };
}

/** A bus that takes events until an event fails. */
class Bus {
  readonly taken: string[] = [];
  readonly calls: string[][] = [];
  readonly tables = new Set<string>();
  readonly failures: string[] = [];

  constructor(
    private readonly fails: (eventId: string) => 'untaken' | 'throws' | undefined = () => undefined,
  ) {}

  readonly publish = createPublisher(
    (async (events: readonly BusEvent[]): Promise<Untaken | undefined> => {
      const names = events.map(({ change }) => `${change.pattern ?? ''}#${change.version}`);
      this.calls.push(names);
      for (const { table } of events) this.tables.add(table);
      const faults = names.map((name) => this.fails(name));
      if (faults.includes('throws')) throw Object.assign(new Error('no answer'), { name: 'TimeoutError' });
      // The bus takes what it can, also after an event that it does not take.
      this.taken.push(...names.filter((_, index) => faults[index] === undefined));
      const index = faults.indexOf('untaken');
      return Promise.resolve(index === -1 ? undefined : { index, code: 'ThrottlingException' });
    }) satisfies PutEvents,
    { failed: (_, code) => this.failures.push(code) },
  );
}

const failed = (...sequences: number[]): unknown => ({
  batchItemFailures: sequences.map((sequence) => ({ itemIdentifier: String(sequence) })),
});

test('publishes the changes of a batch in one call, and nothing else', async () => {
  const bus = new Bus();
  const Records = [record(1, 'a'), record(2, undefined), record(3, 'b')];
  expect(await bus.publish({ Records })).toEqual(failed());
  expect(bus.calls).toEqual([['https://a.example#1', 'https://b.example#1']]);
  expect([...bus.tables]).toEqual(['arn:aws:dynamodb:eu-central-1:123456789012:table/list']);
});

test('asks the bus nothing where nothing changed', async () => {
  const bus = new Bus();
  expect(await bus.publish({ Records: [record(1, undefined)] })).toEqual(failed());
  expect(bus.calls).toEqual([]);
});

test('puts at most ten events into a call', async () => {
  const bus = new Bus();
  await bus.publish({ Records: Array.from({ length: 25 }, (_, index) => record(index, `n${index}`)) });
  expect(bus.calls.map(({ length }) => length)).toEqual([10, 10, 5]);
});

test('puts no two changes of one entry into a call', async () => {
  const bus = new Bus();
  await bus.publish({ Records: [record(1, 'a'), record(2, 'b'), record(3, 'a', 2), record(4, 'c')] });
  expect(bus.calls).toEqual([
    ['https://a.example#1', 'https://b.example#1'],
    ['https://a.example#2', 'https://c.example#1'],
  ]);
});

test.each(['untaken', 'throws'] as const)(
  'stops at the first event that the bus does not take (%s)',
  async (fault) => {
    const bus = new Bus((name) => (name === 'https://b.example#1' ? fault : undefined));
    const Records = [record(1, 'a'), record(2, 'a', 2), record(3, 'b'), record(4, 'b', 2)];
    // A call that fails says nothing of its events, so all of them are handed in again.
    expect(await bus.publish({ Records })).toEqual(failed(fault === 'untaken' ? 3 : 2));
    expect(bus.calls).toHaveLength(2);
    expect(bus.failures).toEqual([fault === 'untaken' ? 'ThrottlingException' : 'TimeoutError']);
  },
);

test('with any faults of the bus, each change is published at least once and none before the change before it', async () => {
  const names = ['a', 'b', 'c'];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 20 }),
      fc.array(fc.constantFrom('untaken', 'throws', undefined), { maxLength: 30 }),
      async (story, faults) => {
        const versions = new Map<string, number>();
        const Records = story.map((name, index) => {
          const version = (versions.get(name) ?? 0) + 1;
          versions.set(name, version);
          return record(index + 1, name, version);
        });
        const left = [...faults];
        const bus = new Bus(() => left.shift());
        let from = 1;
        for (let round = 0; from > 0 && round < 100; round++) {
          const batch = Records.slice(from - 1, from + 9);
          const { batchItemFailures } = await bus.publish({ Records: batch });
          const again = batchItemFailures[0]?.itemIdentifier;
          from = again === undefined ? from + batch.length : Number(again);
          if (from > Records.length) from = 0;
        }
        const wanted = new Set(
          story.flatMap((name) =>
            Array.from({ length: versions.get(name) ?? 0 }, (_, i) => `https://${name}.example#${i + 1}`),
          ),
        );
        expect(new Set(bus.taken)).toEqual(wanted);
        for (const name of names) {
          const firsts = [...new Set(bus.taken)].filter((one) => one.startsWith(`https://${name}.`));
          expect(firsts).toEqual(
            firsts.toSorted((x, y) => Number(x.split('#')[1]) - Number(y.split('#')[1])),
          );
        }
      },
    ),
  );
});
