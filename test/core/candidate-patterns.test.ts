import { candidatePatterns, MAX_LABELS, parseOrigin } from '../../lib/core';
import { CHROME, FIREFOX, MOST_LABELS, SAFARI } from './cases/origins';

function candidates(origin: string): readonly string[] | undefined {
  const parsed = parseOrigin(origin);
  return parsed && candidatePatterns(parsed);
}

describe('the keys of a look-up: the origin, then each wildcard over it, the nearest first', () => {
  test.each([
    ['https://app.fabrikam.com', ['https://*.fabrikam.com']],
    ['https://app.fabrikam.com:8443', ['https://*.fabrikam.com:8443']],
    [
      'https://a.bc.fabrikam.co.uk',
      ['https://*.bc.fabrikam.co.uk', 'https://*.fabrikam.co.uk', 'https://*.co.uk'],
    ],
    ['https://a.dev.localhost', ['https://*.dev.localhost']],
  ])('%s', (origin, wildcards) => {
    expect(candidates(origin)).toEqual([origin, ...wildcards]);
  });

  test.each([
    ['no domain above it but a top-level one', 'https://fabrikam.com'],
    ['a single label', 'https://portal'],
    ['an address', 'https://198.51.100.20'],
    ['an IPv6 address', 'https://[2001:db8::20]'],
    ['http of this machine', 'http://127.0.0.1:3000'],
    ['an extension', CHROME],
    ['http of a name of this machine', 'http://a.b.localhost:3000'],
    ['an app', 'capacitor://a.b.localhost'],
  ])('%s has no wildcard: %s', (_why, origin) => {
    expect(candidates(origin)).toEqual([origin]);
  });

  test.each([
    ['http elsewhere', 'http://app.fabrikam.com'],
    ['port 0', 'https://app.fabrikam.com:0'],
    ['port 0 of an app', 'app://localhost:0'],
  ])('no pattern can match, so there are none: %s', (_why, origin) => {
    expect(candidates(origin)).toEqual([]);
  });

  test('a Firefox extension has the key of them all', () => {
    expect(candidates(FIREFOX)).toEqual([FIREFOX, 'moz-extension://*']);
  });

  test('a Safari extension has the key in lower case', () => {
    expect(candidates(SAFARI)).toEqual([SAFARI.toLowerCase()]);
  });

  test('a host of the most labels has a bounded number of them', () => {
    expect(candidates(`https://${MOST_LABELS}`)).toHaveLength(MAX_LABELS - 1);
  });
});
