import { resolve } from 'node:path';
import type * as Runtime from '../../runtime';
import { environment } from '../lambda/support/judging';
import { proxyEvent } from '../lambda/support/events';

/* Row 15: what `withCors` loses in silence, on the file that ships. */

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the file that ships
const { withCors } = require(resolve(__dirname, '../../assets/runtime/index.js')) as typeof Runtime;

type Handler = Parameters<typeof withCors>[0];

const handler: Handler = () => ({ statusCode: 200, headers: { Vary: 'Accept' }, body: 'ok' });
const options = { environment: environment() };

describe('row 15', () => {
  test.each<[name: string, event: unknown]>([
    ['SQS', { Records: [{ messageId: '1', body: '{}', eventSource: 'aws:sqs' }] }],
    ['SNS', { Records: [{ EventSource: 'aws:sns', Sns: { Message: 'x' } }] }],
    ['EventBridge', { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} }],
    ['a warmer', { warmer: true }],
    ['nothing', null],
  ])('an event of %s reaches the handler as it is, and its result the caller', async (_name, event) => {
    const seen: unknown[] = [];
    const wrapped = withCors((given: unknown) => {
      seen.push(given);
      return Promise.resolve({ batchItemFailures: [{ itemIdentifier: '1' }] });
    }, options);
    expect(await wrapped(event as never, {})).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
    expect(seen).toEqual([event]);
  });

  test('an event of SQS whose handler fails, fails: the message comes again', async () => {
    const wrapped = withCors(() => Promise.reject(new Error('not yet')), options);
    await expect(wrapped({ Records: [] }, {})).rejects.toThrow('not yet');
  });

  test('a wrapped handler can be made without a configuration', () => {
    expect(() => withCors(handler)).not.toThrow();
  });

  test('a request without a configuration never reaches the handler', async () => {
    let calls = 0;
    const wrapped = withCors(
      () => {
        calls++;
        return { statusCode: 200 };
      },
      { environment: {} },
    );
    await expect(wrapped(proxyEvent() as never, {})).rejects.toThrow('CORS_');
    expect(calls).toBe(0);
  });

  test('a misspelt option is an error, not another meaning', () => {
    for (const wrong of [
      { verdictFrom: 'authoriser' },
      { verdictFrom: 'Authorizer' },
      { verdictfrom: 'self' },
    ]) {
      expect(() => withCors(handler, { ...options, ...wrong } as never)).toThrow(TypeError);
    }
  });

  test('adapters of three parameters are taken', async () => {
    const adapter = (...given: readonly unknown[]): Promise<{ statusCode: number }> =>
      Promise.resolve({ statusCode: given.length >= 2 ? 204 : 500 });
    Object.defineProperty(adapter, 'length', { value: 3 });
    const wrapped = withCors(adapter as never, options);
    expect(await wrapped(proxyEvent() as never, {})).toMatchObject({ statusCode: 204 });
    expect(wrapped.length).toBeLessThan(3);
  });

  test('Vary is in one header map, with the backend’s own value', async () => {
    const results = [
      { statusCode: 200, headers: { vary: 'Accept' }, multiValueHeaders: { 'X-A': ['1', '2'] } },
      { statusCode: 200, headers: { VARY: 'Accept' }, multiValueHeaders: { Vary: ['Accept-Encoding'] } },
    ];
    for (const result of results) {
      const answer = await withCors(() => result, options)(proxyEvent(), {});
      const names = [answer.headers, answer.multiValueHeaders]
        .flatMap((map) => Object.entries(map ?? {}))
        .filter(([name]) => name.toLowerCase() === 'vary');
      expect(names).toHaveLength(1);
      expect(String(names[0]![1])).toMatch(/Accept.*Origin/);
    }
  });
});
