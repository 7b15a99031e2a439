import { serveStack, type ServedStack } from './fixtures/served-stack';
import { apiResources, authorizerResource, functionResource } from './fixtures/template';

/*
 * Authorizers of a user: those that take a token, and those that let their answers be used again.
 */

let stack: ServedStack;

beforeEach(async () => {
  stack = await serveStack({
    ...functionResource('Echo', 'echo'),
    ...functionResource('Judge', 'recorder'),
    ...authorizerResource('Token', 'Judge', {
      Type: 'TOKEN',
      IdentitySource: 'method.request.header.Authorization',
      IdentityValidationExpression: 'Bearer [a-z]+',
    }),
    ...authorizerResource('Cached', 'Judge', {
      IdentitySource: 'method.request.header.X-User',
      AuthorizerResultTtlInSeconds: 60,
    }),
    ...apiResources({
      methods: [
        { path: '/token', verb: 'GET', to: 'Echo', authorizer: 'Token' },
        { path: '/cached/{proxy+}', verb: 'GET', to: 'Echo', authorizer: 'Cached' },
      ],
    }),
  });
});

afterEach(() => stack.close());

const events = () => stack.lines.map((line) => JSON.parse(line) as Record<string, unknown>);

test('a TOKEN authorizer gets the token and the method', async () => {
  const response = await stack.send({ path: '/token', headers: [['Authorization', 'Bearer abc']] });
  expect(response.status).toBe(200);
  expect(events()).toEqual([
    {
      type: 'TOKEN',
      authorizationToken: 'Bearer abc',
      methodArn: expect.stringMatching(/\/live\/GET\/token$/) as string,
    },
  ]);
});

test.each([[[]], [[['Authorization', 'Bearer 123']]], [[['Authorization', 'x Bearer abc']]]] as const)(
  'a TOKEN authorizer is not asked with %j',
  async (headers) => {
    expect((await stack.send({ path: '/token', headers })).status).toBe(401);
    expect(stack.lines).toEqual([]);
  },
);

test('a cached answer is used again for the same identity, on every method of the authorizer', async () => {
  const ask = (path: string, user: string) => stack.send({ path, headers: [['X-User', user]] });
  const statuses = [
    await ask('/cached/a', 'ann'),
    await ask('/cached/b', 'ann'),
    await ask('/cached/a', 'bob'),
  ];
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(events().map(({ path }) => path)).toEqual(['/cached/a', '/cached/a']);
  expect((await stack.send({ path: '/cached/a' })).status).toBe(401);
});
