import type { Passage } from '../../../../lambda/evaluator/upstream/passage';
import { publicCookie } from '../../../../lambda/evaluator/upstream/set-cookie';
import { parseBase } from '../../../../lambda/evaluator/upstream/upstream-base';
import { BasePathBack } from '../../../../lambda/evaluator/upstream/way-back';

const base = parseBase('https://idp.example.com/base')!;
const PASSAGE: Passage = {
  place: { origin: 'https://login.example.com', prefix: '/prod' },
  publicPath: '/open/x',
  base,
  upstreamTarget: '/base/open/x?a=/b/c',
  back: new BasePathBack(base),
};

describe('the domain of a cookie', () => {
  test.each([
    ['idp.example.com', true],
    ['.IDP.Example.com', true],
    // Shared by both: browsers take it from either.
    ['example.com', false],
    ['com', false],
    // Neither's: browsers refuse it from either.
    ['login.example.com', false],
    ['dp.example.com', false],
    ['x.idp.example.com', false],
    ['example.net', false],
    ['', false],
  ])('%j is dropped: %s', (domain, dropped) => {
    const cookie = `a=1; Domain=${domain}; Path=/; Secure`;
    expect(publicCookie(cookie, PASSAGE)).toBe(dropped ? 'a=1; Path=/; Secure' : cookie);
  });

  test('where the own host is not known, it is dropped as soon as it covers the upstream', () => {
    const passage = { ...PASSAGE, place: { origin: undefined, prefix: '/prod' } };
    expect(publicCookie('a=1; Domain=example.com; Path=/', passage)).toBe('a=1; Path=/');
  });

  test('a cookie that is named like an attribute keeps its name', () => {
    expect(publicCookie('domain=idp.example.com; Path=/', PASSAGE)).toBe('domain=idp.example.com; Path=/');
  });
});

test('a query has no say in the folder of a request', () => {
  expect(publicCookie('a=1', PASSAGE)).toBe('a=1');
});
