import type {
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  Context,
} from 'aws-lambda';
import { withCors } from '../../runtime';
import { POLICY, TABLE_NAME } from '../../lib/contract';
import { environment } from '../lambda/support/judging';
import { payload2Event, proxyEvent } from '../lambda/support/events';

jest.mock('../../lambda/shared/log/write-line', () => ({ writeLine: jest.fn() }));

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

test('a handler with a callback is refused when it is wrapped, and the error says how to mend it', () => {
  const handler = (
    _event: unknown,
    _context: unknown,
    callback: (error: null, result: unknown) => void,
  ): void => {
    callback(null, { statusCode: 200 });
  };
  expect(() => withCors(handler, options)).toThrow(/return a promise/);
});

test.each([undefined, null, {}, 'handler'])('%j is refused as a handler', (handler) => {
  expect(() => withCors(handler as () => unknown, options)).toThrow(TypeError);
});

test.each([
  [POLICY, undefined],
  [POLICY, '{}'],
  [TABLE_NAME, ''],
])('without a valid %s it does not start', (variable, value) => {
  expect(() => withCors(() => ({}), { environment: { ...environment(), [variable]: value } })).toThrow(
    variable,
  );
});

test('the environment of the process is used, unless another is given', () => {
  const before = { ...process.env };
  Object.assign(process.env, environment());
  expect(() => withCors(() => ({}))).not.toThrow();
  for (const name of Object.keys(environment())) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, before);
  expect(() => withCors(() => ({}))).toThrow(TABLE_NAME);
});
