import { authorize } from '../../gateway/api/authorization/authorization';
import { AuthorizerCache } from '../../gateway/api/authorization/authorizer-cache';
import { emptyJournal } from '../../gateway/api/call/journal';
import type { RoutedCall } from '../../gateway/api/call/api-call';
import type { Functions } from '../../gateway/functions/functions';

/** Ten seconds, the time that API Gateway documents for the authorizers of HTTP APIs. */
const LIMIT_MS = 10_000;

const CALL = {
  api: {
    region: 'eu-west-1',
    account: '123456789012',
    id: 'a1b2c3d4e5',
    stage: { name: 'prod', variables: {} },
  },
  request: { path: '/x', headers: [] },
  method: 'GET',
  headers: [],
  query: {},
  context: {},
  route: { resource: { path: '/{proxy+}' }, pathParameters: { proxy: 'x' } },
} as unknown as RoutedCall;

const ALLOW = {
  principalId: 'someone',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
  },
};

/** Authorizes the call by a function that needs this long. */
async function authorizedAfter(millis: number): Promise<Awaited<ReturnType<typeof authorize>>> {
  const report = { lines: [], invocation: { kind: 'returned', json: JSON.stringify(ALLOW) } };
  const functions = {
    invoke: () => new Promise((resolve) => setTimeout(resolve, millis, report)),
  } as unknown as Functions;
  const authorizer = { id: 'a', type: 'REQUEST', ttlSeconds: 0, functionArn: 'arn', identitySources: [] };
  const authorization = { type: 'CUSTOM', authorizer } as unknown as Parameters<typeof authorize>[1];
  const pending = authorize(
    CALL,
    authorization,
    { functions, signIn: () => undefined, authorizers: new AuthorizerCache() },
    emptyJournal(),
  );
  await jest.advanceTimersByTimeAsync(Math.max(millis, LIMIT_MS));
  return pending;
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('an authorizer that answers at the last moment is heard', async () => {
  expect((await authorizedAfter(LIMIT_MS - 1)).outcome).toBeUndefined();
});

test('an authorizer that needs longer has failed', async () => {
  expect((await authorizedAfter(LIMIT_MS + 1)).outcome).toMatchObject({
    fault: { type: 'AUTHORIZER_FAILURE' },
  });
});
