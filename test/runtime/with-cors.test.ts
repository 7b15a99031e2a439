import type {
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  Context,
} from 'aws-lambda';
import { PassThrough, type Writable } from 'node:stream';
import { withCors, type WithCorsOptions } from '../../runtime';
import { clearTestAllowlist, setTestAllowlist } from '../../runtime/testing';
import { POLICY, TABLE_NAME } from '../../lib/contract';
import { environment, LISTED } from '../lambda/support/judging';
import { payload2Event, proxyEvent } from '../lambda/support/events';

const mockLines: string[] = [];
jest.mock('../../lambda/shared/log/write-line', () => ({
  writeLine: (line: string) => mockLines.push(line),
}));

beforeEach(() => {
  mockLines.length = 0;
});

const options = { environment: environment() };
const context = { awsRequestId: 'r' } as Context;

test('the handler gets event and context, and the caller gets its result', async () => {
  const handler = withCors(
    (event: APIGatewayProxyEvent, { awsRequestId }: Context) =>
      Promise.resolve({ statusCode: 200, body: `${event.path} ${awsRequestId}` }),
    options,
  );
  const result = await handler(proxyEvent() as unknown as APIGatewayProxyEvent, context);
  expect(result).toEqual({
    statusCode: 200,
    headers: { Vary: 'Origin' },
    body: '/services/data r',
    isBase64Encoded: false,
  });
});

test('a handler may return a result without a promise', async () => {
  const handler = withCors(() => ({ statusCode: 204 }), options);
  expect(await handler(proxyEvent(), context)).toMatchObject({ statusCode: 204 });
});

test('the usual handler types fit as argument and as result', async () => {
  const rest: APIGatewayProxyHandler = () => Promise.resolve({ statusCode: 200, body: '' });
  const http: APIGatewayProxyHandlerV2 = () => Promise.resolve('text');
  const wrappedRest: APIGatewayProxyHandler = withCors(rest, options);
  const wrappedHttp: APIGatewayProxyHandlerV2 = withCors(http, options);
  const none = (): void => undefined;
  const event1 = proxyEvent() as unknown as APIGatewayProxyEvent;
  const event2 = payload2Event() as unknown as APIGatewayProxyEventV2;
  expect(await wrappedRest(event1, context, none)).toMatchObject({ statusCode: 200 });
  expect(await wrappedHttp(event2, context, none)).toMatchObject({ body: 'text' });
});

test('the wrapped handler declares no callback', () => {
  expect(withCors(() => ({ statusCode: 200 }), options).length).toBeLessThanOrEqual(2);
});

describe('a handler that declares three parameters, as adapters do', () => {
  const event = proxyEvent({ headers: [['Origin', LISTED]] });

  beforeEach(() => {
    setTestAllowlist({ entries: [LISTED] });
  });
  afterEach(clearTestAllowlist);

  type Callback = (error: unknown, result?: unknown) => void;
  type Adapter = (event: unknown, context: unknown, callback: Callback) => unknown;
  /** The same function with three declared parameters. */
  const declaring = (adapter: Adapter): Adapter => Object.defineProperty(adapter, 'length', { value: 3 });
  const result = { statusCode: 201, body: 'made' };

  test.each<[name: string, adapter: Adapter]>([
    ['returns a promise', () => Promise.resolve(result)],
    ['returns a result', () => result],
    [
      'returns a promise and calls back',
      (_event, _context, callback) => {
        callback(null, result);
        return Promise.resolve(result);
      },
    ],
    [
      'returns a promise that only the callback answers, as @vendia/serverless-express does with resolutionMode CALLBACK',
      (_event, _context, callback) => {
        setImmediate(() => {
          callback(null, result);
        });
        return new Promise(() => undefined);
      },
    ],
  ])('and %s is answered with its result', async (_name, adapter) => {
    expect(await withCors(declaring(adapter))(event, context)).toMatchObject({
      statusCode: 201,
      body: 'made',
      headers: { 'Access-Control-Allow-Origin': LISTED },
    });
  });

  test.each<[name: string, adapter: Adapter, logged: string]>([
    [
      'only calls back',
      (_event, _context, callback) => {
        callback(null, result);
      },
      'CallbackHandlerError',
    ],
    [
      'calls back later',
      (_event, _context, callback) => {
        setImmediate(callback, null, result);
      },
      'CallbackHandlerError',
    ],
    [
      'does nothing',
      () => undefined,
      'the handler declares a callback and returned neither a promise nor a result: the Node.js 24 runtime',
    ],
    [
      'calls back with an error',
      (_event, _context, callback) => {
        callback(new RangeError('out of order'));
        return new Promise(() => undefined);
      },
      'out of order',
    ],
    [
      'throws',
      () => {
        throw new RangeError('out of order');
      },
      'out of order',
    ],
  ])('and %s is answered with 500 and a line in the log', async (_name, adapter, logged) => {
    const answered = await withCors(declaring(adapter))(event, context);
    expect(answered).toMatchObject({
      statusCode: 500,
      headers: { 'Access-Control-Allow-Origin': LISTED },
    });
    expect(mockLines.join()).toContain(logged);
    expect(mockLines.join()).toContain('"BackendError":1');
  });

  test('and calls back with an error after its answer changes nothing', async () => {
    const unhandled = jest.fn();
    process.once('unhandledRejection', unhandled);
    const late: Adapter = (_event, _context, callback) => {
      setImmediate(callback, new RangeError('too late'));
      return Promise.resolve(result);
    };
    expect(await withCors(late)(event, context)).toMatchObject({ statusCode: 201 });
    for (let turn = 0; turn < 3; turn += 1) await new Promise((next) => setImmediate(next));
    process.removeListener('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  test('gives a function to Lambda that declares no callback', () => {
    expect(withCors(declaring(() => result)).length).toBeLessThanOrEqual(2);
  });
});

test('a handler that hands its parameters on gets no callback', async () => {
  setTestAllowlist({});
  const given: unknown[][] = [];
  await withCors((...all: unknown[]) => {
    given.push(all);
    return { statusCode: 204 };
  })(proxyEvent(), context);
  clearTestAllowlist();
  expect(given[0]).toHaveLength(2);
});

test.each([
  [undefined, 'undefined'],
  [null, 'null'],
  [{}, 'object'],
  ['handler', 'string'],
])('%j is refused as a handler', (handler, found) => {
  const wrap = (): unknown => withCors(handler as () => unknown, options);
  expect(wrap).toThrow(TypeError);
  expect(wrap).toThrow(
    `withCors: handler is ${found}: must be a function (fix: pass the function, not its name)`,
  );
});

describe('options', () => {
  test.each<[options: unknown, message: string]>([
    [{ verdictFrom: 'authoriser' }, 'verdictFrom is "authoriser": must be "authorizer" or "self" (fix: '],
    [{ verdictFrom: 'Authorizer' }, 'verdictFrom is "Authorizer": must be "authorizer" or "self" (fix: '],
    [{ verdictFrom: null }, 'verdictFrom is null: must be "authorizer" or "self" (fix: '],
    [{ verdictFrom: ['authorizer'] }, 'verdictFrom is a list: must be "authorizer" or "self" (fix: '],
    [
      { verdictForm: 'authorizer' },
      '"verdictForm" is "authorizer": must be an option that exists (fix: use one of verdictFrom, environment, rethrow)',
    ],
    [{ toString: 1 }, '"toString" is 1: must be an option that exists'],
    [{ rethrow: () => true }, 'rethrow is a function: must be true or false (fix: '],
    [{ rethrow: 'true' }, 'rethrow is "true": must be true or false (fix: '],
    [{ environment: 'production' }, 'environment is "production": must be an object'],
    [
      { environment: { CORS_TABLE_NAME: 7 } },
      'environment is an object: must be an object whose values are texts',
    ],
    [{ environment: null }, 'environment is null: must be an object'],
    ['authorizer', 'options is "authorizer": must be an object (fix: '],
    [null, 'options is null: must be an object (fix: '],
    [['self'], 'options is a list: must be an object (fix: '],
  ])('%j are refused when the handler is wrapped', (wrong, message) => {
    const wrap = (): unknown => withCors(() => ({}), wrong as WithCorsOptions);
    expect(wrap).toThrow(TypeError);
    expect(wrap).toThrow(`withCors: ${message}`);
  });

  test('that are wrong are all named at once', () => {
    const wrong = { verdictFrom: 'no', rethrow: 1, other: true } as unknown as WithCorsOptions;
    expect(() => withCors(() => ({}), wrong)).toThrow(/verdictFrom is "no".*rethrow is 1.*"other" is true/s);
  });

  test.each<WithCorsOptions>([
    {},
    { verdictFrom: 'self' },
    { verdictFrom: 'authorizer', rethrow: true, environment: process.env },
  ])('%j are taken', (right) => {
    expect(() => withCors(() => ({}), right)).not.toThrow();
  });

  test('that are undefined are the default', () => {
    const open = { verdictFrom: undefined, rethrow: undefined } as unknown as WithCorsOptions;
    expect(() => withCors(() => ({}), open)).not.toThrow();
  });

  test('show no value of the environment', () => {
    const secret = { environment: { PASSWORD: 'hunter2', NUMBER: 1 } } as unknown as WithCorsOptions;
    expect(() => withCors(() => ({}), secret)).toThrow(/^(?!.*hunter2)/s);
  });
});

describe('rethrow', () => {
  beforeEach(() => {
    setTestAllowlist({ entries: [LISTED] });
  });
  afterEach(clearTestAllowlist);

  const error = new RangeError('out of order');
  const event = proxyEvent({ headers: [['Origin', LISTED]] });

  test.each<[name: string, handler: () => unknown]>([
    [
      'throws',
      () => {
        throw error;
      },
    ],
    ['rejects', () => Promise.reject(error)],
  ])(
    'gives the caller the error of a handler that %s, and log and metric have it',
    async (_name, handler) => {
      await expect(withCors(handler, { rethrow: true })(event, context)).rejects.toBe(error);
      expect(mockLines.join()).toContain('out of order');
      expect(mockLines.join()).toContain('"BackendError":1');
    },
  );

  test('gives the caller an error for a result that cannot be sent', async () => {
    const wrapped = withCors(() => 'text', { rethrow: true });
    await expect(wrapped(event, context)).rejects.toThrow(/cannot be sent/);
  });

  test('does not concern refusals and requests with a broken part', async () => {
    const wrapped = withCors(() => Promise.reject(error), { rethrow: true });
    const refused = proxyEvent({ headers: [['Origin', 'https://other.example']] });
    expect(await wrapped(refused, context)).toMatchObject({ statusCode: 403 });
    expect(await wrapped({ ...event, headers: 7 }, context)).toMatchObject({
      statusCode: 400,
    });
  });

  test('is off by default: the page can read a 500', async () => {
    const answered = await withCors(() => Promise.reject(error))(event, context);
    expect(answered).toMatchObject({ statusCode: 500, headers: { 'Access-Control-Allow-Origin': LISTED } });
  });
});

describe('a handler that streams its answer', () => {
  /** As the runtime of Lambda does it: the handler is marked, and gets a stream in the place of the context. */
  const streamify = <T extends object>(handler: T): T =>
    Object.assign(handler, { [Symbol.for('aws.lambda.runtime.handler.streaming')]: 'response' });
  const streaming = (_event: unknown, stream: Writable): void => {
    stream.end('text');
  };

  test('is refused when it is wrapped, with the way that there is', () => {
    expect(() => withCors(streamify(streaming))).toThrow(/streamifyResponse: .* \(fix: .*corsHeaders/);
  });

  test('is refused at its first request when it is made of a wrapped one', async () => {
    const handler = jest.fn(() => ({ statusCode: 200 }));
    const made = streamify(withCors(handler, options));
    await expect(made(proxyEvent(), new PassThrough())).rejects.toThrow('is given to streamifyResponse');
    expect(handler).not.toHaveBeenCalled();
  });
});

describe('the environment', () => {
  const wrongs = test.each([
    [POLICY, undefined],
    [POLICY, '{}'],
    [TABLE_NAME, ''],
  ]);

  wrongs(
    'without a valid %s (%j) fails at the first request, and no handler runs',
    async (variable, value) => {
      const handler = jest.fn(() => ({ statusCode: 200 }));
      const wrapped = withCors(handler, { environment: { ...environment(), [variable]: value } });
      await expect(wrapped(proxyEvent(), context)).rejects.toThrow(variable);
      expect(handler).not.toHaveBeenCalled();
    },
  );

  test('that is missing is named with the line that sets it', async () => {
    const wrapped = withCors(() => ({ statusCode: 200 }), { environment: {} });
    await expect(wrapped(proxyEvent(), context)).rejects.toThrow(/CORS_TABLE_NAME: .*grantMiddleware\(fn\)/);
    const broken = withCors(() => ({ statusCode: 200 }), {
      environment: { ...environment(), [POLICY]: '{' },
    });
    await expect(broken(proxyEvent(), context)).rejects.toThrow(/^(?!.*grantMiddleware)/);
  });

  test('of the process is read at the first request, and again while it is incomplete', async () => {
    const before = { ...process.env };
    const wrapped = withCors(() => ({ statusCode: 200 }));
    await expect(wrapped(proxyEvent(), context)).rejects.toThrow(TABLE_NAME);
    Object.assign(process.env, environment());
    expect(await wrapped(proxyEvent(), context)).toMatchObject({ statusCode: 200 });
    for (const name of Object.keys(environment())) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
    expect(await wrapped(proxyEvent(), context)).toMatchObject({ statusCode: 200 });
  });
});

describe('a stream in the place of the context', () => {
  const answered = async (context: unknown): Promise<unknown> =>
    withCors(() => ({ statusCode: 200 }), options)(proxyEvent(), context);

  test.each<[name: string, context: unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'write end'],
    ['a context of Lambda', { awsRequestId: 'r' }],
    ['only one of the two methods', { write: () => true }],
    ['only the other', { end: () => undefined }],
  ])('%s is none', async (_name, given) => {
    expect(await answered(given)).toMatchObject({ statusCode: 200 });
  });

  test('has write and end', async () => {
    const stream = { write: () => true, end: () => undefined };
    await expect(answered(stream)).rejects.toThrow(/does not stream answers yet \(fix: .*corsHeaders/);
  });
});
