import { problemResult, resultOf } from '../../../lambda/admin/http/proxy-result';
import { AdminProblem, validationProblem } from '../../../lambda/admin/problem/admin-problem';
import { problemBody } from '../../../lambda/admin/problem/problem-body';
import { problemType } from '../../../lib/core';

const ERROR = { pointer: '/name', code: 'required', message: 'The field is required.' } as const;

test('a problem without details has the parts of every problem and no other', () => {
  const problem = new AdminProblem('entry_not_found');
  expect(problem).toMatchObject({ name: 'AdminProblem', status: 404 });
  expect(problem.message).toBe('There is no entry with this id.');
  const body = problemBody(problem, 'request');
  // Written out, because a property that is undefined is not there in JSON.
  expect(Object.entries(body)).toEqual([
    ['type', problemType('entry_not_found')],
    ['title', 'There is no entry with this id.'],
    ['status', 404],
    ['code', 'entry_not_found'],
    ['requestId', 'request'],
  ]);
});

test('a problem with details has them', () => {
  const problem = new AdminProblem('entry_exists', { detail: 'x', id: 'id', errors: [ERROR] });
  expect(problemBody(problem, 'request')).toMatchObject({ detail: 'x', id: 'id', errors: [ERROR] });
  expect(problemBody(validationProblem([ERROR]), '')).toMatchObject({ status: 422, errors: [ERROR] });
});

const ALWAYS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
const VARY_OPTIONS = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';

test.each([
  [undefined, 'Origin'],
  ['GET', 'Origin'],
  ['OPTIONS', VARY_OPTIONS],
])('as the answer to %s a problem is for no cache and varies by %s', (method, Vary) => {
  const problem = new AdminProblem('method_not_allowed', { headers: { Allow: 'GET' } });
  expect(problemResult(problem, 'request', method)).toEqual({
    statusCode: 405,
    headers: { ...ALWAYS, Vary, Allow: 'GET', 'Content-Type': 'application/problem+json' },
    body: JSON.stringify(problemBody(problem, 'request')),
    isBase64Encoded: false,
  });
});

test('the answer of a route keeps its status, its headers and its body', async () => {
  const answer = new Response('body', { status: 201, headers: { ETag: '"1"', 'Content-Type': 'text/x' } });
  expect(await resultOf(answer)).toEqual({
    statusCode: 201,
    headers: { ...ALWAYS, Vary: 'Origin', etag: '"1"', 'content-type': 'text/x' },
    body: 'body',
    isBase64Encoded: false,
  });
});
