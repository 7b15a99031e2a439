import { serveStack } from './fixtures/served-stack';
import { apiResources, functionResource } from './fixtures/template';

/*
 * A 5xx has a cause for the person at the terminal, and none in its answer.
 */

test.each<[string, Record<string, unknown>, number, string]>([
  ['an error that a function throws', { deed: 'throwError' }, 502, 'a secret that stays inside'],
  ['a function that exits', { deed: 'exit' }, 502, 'the runtime exited with status 7'],
  ['a time-out of the function', { deed: 'hang' }, 502, 'Task timed out after 1.00 seconds'],
  ['an answer that is malformed', { deed: 'count' }, 502, 'malformed Lambda proxy response: statusCode'],
  [
    'a 503 with a structured line',
    { deed: 'unavailable' },
    503,
    'no verdict: TimeoutError: table did not answer',
  ],
  ['a 502 whose line names what failed', { deed: 'failingTable' }, 502, 'no answer: AccessDeniedException'],
  ['a 500 with a plain line', { deed: 'internal' }, 500, 'something broke'],
  ['a 500 without a word', { deed: 'silent' }, 500, 'wrote nothing about it'],
])('%s', async (_name, { deed }, status, cause) => {
  const stack = await serveStack(
    {
      ...functionResource('Misbehave', 'misbehave', { Timeout: 1 }),
      ...apiResources({ methods: [{ path: '/', verb: 'GET', to: 'Misbehave' }] }),
    },
    { causeFields: ['failure'] },
  );
  const response = await stack.send({ path: `/?deed=${String(deed)}` });
  await stack.close();
  expect(response.status).toBe(status);
  expect(stack.records[0]?.detail).toContain(cause);
  expect(response.text).not.toContain(cause);
});
