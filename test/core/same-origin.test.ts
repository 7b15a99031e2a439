import { isSameOrigin, type CorsRequest } from '../../lib/core';
import { actual, APP, OWN_ORIGIN } from './cases/requests';

const EXTENSION = 'moz-extension://00000000-0000-0000-0000-000000000000';

test.each<[name: string, more: Partial<CorsRequest>, isSame: boolean]>([
  ['the own origin', { origins: [OWN_ORIGIN] }, true],
  ['another origin', { origins: [APP] }, false],
  ['no origin', { origins: [] }, false],
  ['the own origin twice', { origins: [OWN_ORIGIN, OWN_ORIGIN] }, false],
  ['a page that says same-origin', { origins: [APP], secFetchSite: 'same-origin' }, true],
  [
    'a page in the clear that says same-origin',
    { origins: ['http://a.example'], secFetchSite: 'same-origin' },
    true,
  ],
  ['a page without referrer that says same-origin', { origins: ['null'], secFetchSite: 'same-origin' }, true],
  ['an extension that says same-origin', { origins: [EXTENSION], secFetchSite: 'same-origin' }, false],
  ['a text that says same-origin', { origins: ['x'], secFetchSite: 'same-origin' }, false],
  ['a page that says same-site', { origins: [APP], secFetchSite: 'same-site' }, false],
])('%s: %j', (_name, more, isSame) => {
  expect(isSameOrigin(actual('/', more))).toBe(isSame);
});
