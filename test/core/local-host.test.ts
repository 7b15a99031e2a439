import { isLocalHost, isLoopbackHost } from '../../lib/core';

test.each([
  ['localhost', true, true],
  ['127.0.0.1', true, true],
  ['[::1]', true, true],
  ['app.localhost', true, false],
  ['127.1.2.3', false, true],
  ['127.255.255.255', false, true],
  ['128.0.0.1', false, false],
  ['1127.0.0.1', false, false],
  ['127.0.0.1.example.com', false, false],
  ['127.0.1', false, false],
  ['127.0000.0.1', false, false],
  ['127.a.b.c', false, false],
  ['[::2]', false, false],
  ['localhost.example.com', false, false],
  ['', false, false],
])('%s is this machine: %j; it never leaves it: %j', (host, isLocal, isLoopback) => {
  expect(isLocalHost(host)).toBe(isLocal);
  expect(isLoopbackHost(host)).toBe(isLoopback);
});
