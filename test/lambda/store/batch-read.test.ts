import type { BatchGetItemCommandInput, BatchGetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import type { ItemKey } from '../../../lib/contract';
import { batchRead, type BatchRead } from '../../../lambda/store/batch-read';
import type { DynamoCalls } from '../../../lambda/store/dynamo-calls';

const TABLE = 'allowlist';
const KEYS: readonly ItemKey[] = ['a', 'b', 'c'].map((sk) => ({ pk: 'E#1', sk }));
const LIMITS = { deadlineMillis: 5000, attemptMillis: 2000, attempts: 4 };

type Answer = Partial<BatchGetItemCommandOutput>;

function attributesOf(names: readonly string[]): { pk: { S: string }; sk: { S: string } }[] {
  return names.map((sk) => ({ pk: { S: 'E#1' }, sk: { S: sk } }));
}

function answerOf(found: readonly string[], unprocessed: readonly string[] = []): Answer {
  const left = unprocessed.length === 0 ? {} : { [TABLE]: { Keys: attributesOf(unprocessed) } };
  return { Responses: { [TABLE]: attributesOf(found) }, UnprocessedKeys: left };
}

function errorOf(name: string, status: number): Error {
  return Object.assign(new Error('no'), { name, $metadata: { httpStatusCode: status } });
}

/** A table whose answers are written down; the last one is repeated. */
class WrittenDown {
  readonly asked: string[][] = [];
  readonly inputs: BatchGetItemCommandInput[] = [];
  readonly signals: AbortSignal[] = [];

  constructor(private readonly answers: readonly (Answer | Error | 'nothing')[]) {}

  read(limits: Partial<typeof LIMITS> = {}): Promise<BatchRead> {
    const calls: Pick<DynamoCalls, 'batchGet'> = { batchGet: (input, signal) => this.serve(input, signal) };
    return batchRead(calls as DynamoCalls, TABLE, KEYS, { ...LIMITS, ...limits });
  }

  private serve(input: BatchGetItemCommandInput, signal: AbortSignal): Promise<BatchGetItemCommandOutput> {
    this.inputs.push(input);
    this.signals.push(signal);
    this.asked.push((input.RequestItems?.[TABLE]?.Keys ?? []).map(({ sk }) => sk!.S!));
    const answer = this.answers[Math.min(this.asked.length, this.answers.length) - 1]!;
    if (answer instanceof Error) return Promise.reject(answer);
    if (answer === 'nothing') {
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      });
    }
    return Promise.resolve({ $metadata: {}, ...answer });
  }
}

function summaryOf({ items, unread, failure }: BatchRead): object {
  return { items: [...items.keys()], unread: [...unread], failure };
}

test('what is there is an item, what is not is absent, and nothing is unread', async () => {
  const table = new WrittenDown([answerOf(['c', 'a'])]);
  const read = await table.read();
  expect(summaryOf(read)).toEqual({ items: ['c', 'a'], unread: [], failure: undefined });
  expect(read.items.get('a')).toEqual({ pk: { S: 'E#1' }, sk: { S: 'a' } });
  expect(table.inputs[0]?.RequestItems?.[TABLE]).toMatchObject({
    Keys: attributesOf(['a', 'b', 'c']),
    ConsistentRead: true,
    ProjectionExpression: expect.any(String) as unknown,
  });
});

test('an answer that names no table of ours holds nothing', async () => {
  const table = new WrittenDown([{ Responses: {} }]);
  expect(summaryOf(await table.read())).toEqual({ items: [], unread: [], failure: undefined });
});

test('an item without a sort key is passed over', async () => {
  const answer = { Responses: { [TABLE]: [{ pk: { S: 'E#1' } }, ...attributesOf(['b'])] } };
  expect(summaryOf(await new WrittenDown([answer]).read())).toMatchObject({ items: ['b'], unread: [] });
});

test('an answer without responses is a failure: no key may look absent', async () => {
  const table = new WrittenDown([{}]);
  const read = await table.read({ attempts: 2 });
  expect(summaryOf(read)).toEqual({ items: [], unread: ['a', 'b', 'c'], failure: 'Error' });
  expect(table.asked).toHaveLength(2);
});

test('keys that come back are asked for again, alone, beyond the number of attempts', async () => {
  const table = new WrittenDown([
    answerOf(['a'], ['b', 'c']),
    answerOf([], ['b', 'c']),
    answerOf(['c'], ['b']),
    answerOf(['b']),
  ]);
  expect(summaryOf(await table.read({ attempts: 1 }))).toEqual({
    items: ['a', 'c', 'b'],
    unread: [],
    failure: undefined,
  });
  expect(table.asked).toEqual([['a', 'b', 'c'], ['b', 'c'], ['b', 'c'], ['b']]);
});

test('keys that come back until the deadline are unread, and it is said why', async () => {
  const table = new WrittenDown([answerOf(['a'], ['b'])]);
  const read = await table.read({ deadlineMillis: 300 });
  expect(summaryOf(read)).toEqual({ items: ['a'], unread: ['b'], failure: 'UnprocessedKeys' });
  expect(table.asked.length).toBeGreaterThan(1);
});

test.each([
  ['an error of the service is tried as often as may be', errorOf('InternalServerError', 500), 4],
  ['throttling too', errorOf('ThrottlingException', 400), 4],
  ['a plain no is not repeated', errorOf('AccessDeniedException', 400), 1],
])('%s', async (_, error, attempts) => {
  const table = new WrittenDown([error]);
  expect(summaryOf(await table.read())).toEqual({
    items: [],
    unread: ['a', 'b', 'c'],
    failure: error.name,
  });
  expect(table.asked).toHaveLength(attempts);
});

test('a failure that passes leaves no trace', async () => {
  const table = new WrittenDown([errorOf('InternalServerError', 500), answerOf(['a', 'b', 'c'])]);
  expect(summaryOf(await table.read())).toEqual({ items: ['a', 'b', 'c'], unread: [], failure: undefined });
});

test('an attempt that takes too long is ended, and named so', async () => {
  const table = new WrittenDown(['nothing']);
  const read = await table.read({ attemptMillis: 60, attempts: 2 });
  expect(summaryOf(read)).toEqual({ items: [], unread: ['a', 'b', 'c'], failure: 'TimeoutError' });
  expect(table.signals.map(({ aborted }) => aborted)).toEqual([true, true]);
});

test('the deadline ends an attempt that may take longer', async () => {
  const table = new WrittenDown(['nothing']);
  const read = await table.read({ deadlineMillis: 80, attemptMillis: 1_000_000 });
  expect(summaryOf(read)).toMatchObject({ failure: 'TimeoutError' });
  expect(table.asked).toHaveLength(1);
});

test('where less time is left than an attempt needs, none is made', async () => {
  const table = new WrittenDown([answerOf(['a'])]);
  const read = await table.read({ deadlineMillis: 40 });
  expect(summaryOf(read)).toEqual({ items: [], unread: ['a', 'b', 'c'], failure: '' });
  expect(table.asked).toEqual([]);
});

test('an answer leaves no timer and ends no call', async () => {
  const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const table = new WrittenDown([answerOf(['a', 'b', 'c'])]);
  await table.read({ attemptMillis: 1_000_000, deadlineMillis: 1_000_000 });
  expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout')).toHaveLength(before);
  expect(table.signals[0]?.aborted).toBe(false);
});

describe('pauses between attempts', () => {
  /** How long each pause was to last, where the dice fall highest. */
  async function pauses(attempts: number, limits: Partial<typeof LIMITS> = {}): Promise<number[]> {
    const waited: number[] = [];
    const dice = jest.spyOn(Math, 'random').mockReturnValue(1);
    const timer = jest.spyOn(globalThis, 'setTimeout').mockImplementation(((go: () => void, millis = 0) => {
      // The timer of an attempt is the other one, and its call answers at once.
      if (millis !== LIMITS.attemptMillis) waited.push(Math.round(millis));
      if (millis !== LIMITS.attemptMillis) queueMicrotask(go);
      return undefined;
    }) as unknown as typeof setTimeout);
    try {
      await new WrittenDown([errorOf('InternalServerError', 500)]).read({ attempts, ...limits });
    } finally {
      timer.mockRestore();
      dice.mockRestore();
    }
    return waited;
  }

  test('double, and are bounded', async () => {
    expect(await pauses(8, { deadlineMillis: 1_000_000 })).toEqual([25, 50, 100, 200, 400, 400, 400]);
  });

  test('are none after the last attempt', async () => {
    expect(await pauses(1, { deadlineMillis: 1_000_000 })).toEqual([]);
  });
});
