import { failureName, isTransient } from '../../../lambda/store/failure';

function errorOf(name: string, status?: number): Error {
  const $metadata = status === undefined ? {} : { httpStatusCode: status };
  return Object.assign(new Error('no'), { name, $metadata });
}

test.each([
  ['a connection that broke', errorOf('TimeoutError'), true],
  ['an error that is none of the SDK', new TypeError('no'), true],
  ['a text', 'no', true],
  ['null', null, true],
  ['nothing', undefined, true],
  ['an error without metadata', { $metadata: undefined }, true],
  ['status 200 with a body that is no answer', errorOf('SyntaxError', 200), true],
  ['status 399', errorOf('Odd', 399), true],
  ['status 400', errorOf('ValidationException', 400), false],
  ['status 403', errorOf('AccessDeniedException', 403), false],
  ['status 499', errorOf('Odd', 499), false],
  ['status 500', errorOf('InternalServerError', 500), true],
  ['status 503', errorOf('ServiceUnavailable', 503), true],
  ['throughput', errorOf('ProvisionedThroughputExceededException', 400), true],
  ['throttling', errorOf('ThrottlingException', 400), true],
  ['the limit of requests', errorOf('RequestLimitExceeded', 400), true],
])('after %s another attempt may help: %p', (...[, error, expected]) => {
  expect(isTransient(error)).toBe(expected);
});

test('what was thrown has a name, also where it is no error', () => {
  expect(failureName(errorOf('ValidationException', 400))).toBe('ValidationException');
  expect(failureName(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))).toBe('ECONNRESET');
  expect(failureName(Object.assign(new Error('x'), { code: 7 }))).toBe('Error');
  expect(failureName(Object.assign(new TypeError('x'), { code: 'ERR_X' }))).toBe('TypeError');
  const cause = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
  expect(failureName(new TypeError('fetch failed', { cause }))).toBe('ENOTFOUND');
  expect(failureName(new TypeError('fetch failed', { cause: 'no' }))).toBe('TypeError');
  expect([failureName('no'), failureName(undefined), failureName({ name: 'x' })]).toEqual(
    Array.from({ length: 3 }, () => 'UnknownError'),
  );
});
