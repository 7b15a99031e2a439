import { rulePathFault } from '../../lib/core';
import { hostPrefixFault } from '../../lib/core/rule-path-issues';

test.each(['/', '/a', '/a/{id}/b', '/a/{rest+}', '/v*/a'])('a rule may have the path %s', (path) => {
  expect(rulePathFault(path)).toBeUndefined();
});

test.each(['', 'a', '/a/', '/a//b', '/a/../b', '/{rest+}/a', '/a*', '/a{id}'])(
  'a rule must not have the path "%s"',
  (path) => {
    expect(rulePathFault(path)).toBeDefined();
  },
);

test.each([
  ['/partners', []],
  ['/partners', ['/partner', '/other/partners', '/']],
  ['/partners', ['/{id}', '/v*']],
  ['/v52.0', ['/{id}/a', '/other']],
  ['/partners/eu', ['/partners']],
])('a site may lie below %s beside the endpoints %j', (prefix, paths) => {
  expect(hostPrefixFault(prefix, paths)).toBeUndefined();
});

test.each([
  ['/', []],
  ['', []],
  ['/{id}', []],
  ['/v*', []],
  ['/partners/', []],
  ['/partners', ['/partners']],
  ['/partners', ['/other', '/partners/x']],
  ['/partners', ['/Partners/x']],
  ['/PARTNERS', ['/partners/x']],
  ['/v52.0', ['/v*/a']],
])('a site must not lie below "%s" beside the endpoints %j', (prefix, paths) => {
  expect(hostPrefixFault(prefix, paths)).toBeDefined();
});
