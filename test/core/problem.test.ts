import {
  FAILURES,
  PATTERN_REASONS,
  problemOf,
  problemType,
  REASONS,
  refusalStatus,
  type Failure,
  type Reason,
} from '../../lib/core';

test.each(Object.keys(REASONS) as Reason[])('the problem of %s', (code) => {
  const status = code === 'store_unavailable' ? 503 : 403;
  expect(refusalStatus(code)).toBe(status);
  expect(problemOf(code, 'r-1')).toEqual({
    type: `urn:apigateway-cors-allowlist:problem:${code}`,
    title: REASONS[code],
    status,
    code,
    requestId: 'r-1',
  });
});

test.each(Object.keys(FAILURES) as Failure[])('the problem of %s', (code) => {
  expect(problemOf(code, 'r-2')).toEqual({
    type: problemType(code),
    ...FAILURES[code],
    code,
    requestId: 'r-2',
  });
});

test('failures have the statuses of the specification', () => {
  const statuses = Object.fromEntries(Object.entries(FAILURES).map(([code, { status }]) => [code, status]));
  expect(statuses).toMatchObject({
    verdict_unavailable: 503,
    upstream_unreachable: 502,
    upstream_timeout: 504,
    request_too_large: 413,
    no_backend: 404,
    internal_error: 500,
  });
});

test('every code has a sentence of its own', () => {
  const sentences = [
    ...Object.values(REASONS),
    ...Object.values(PATTERN_REASONS),
    ...Object.values(FAILURES).map(({ title }) => title),
  ];
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^\S.{10,}\.$/);
});
