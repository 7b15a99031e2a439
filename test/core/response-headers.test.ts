import { withVerdictHeaders, type HeaderList, type ResponseHeaders } from '../../lib/core';

const PASS: ResponseHeaders = { Vary: 'Origin' };
const ALLOW: ResponseHeaders = {
  Vary: 'Origin',
  'Access-Control-Allow-Origin': 'https://app.fabrikam.com',
  'Access-Control-Expose-Headers': 'ETag',
};
const ALLOW_BARE: ResponseHeaders = {
  Vary: 'Origin',
  'Access-Control-Allow-Origin': 'https://app.fabrikam.com',
};

const ORIGIN = ['Access-Control-Allow-Origin', 'https://app.fabrikam.com'] as const;

describe('what a page sees of a backend', () => {
  test.each<readonly [name: string, backend: HeaderList, verdict: ResponseHeaders, expected: HeaderList]>([
    ['nothing of its own', [], PASS, [['Vary', 'Origin']]],
    [
      'other headers are kept in order, repeats too',
      [
        ['Set-Cookie', 'a=1'],
        ['X-A', '1'],
        ['Set-Cookie', 'b=2'],
      ],
      PASS,
      [
        ['Set-Cookie', 'a=1'],
        ['X-A', '1'],
        ['Set-Cookie', 'b=2'],
        ['Vary', 'Origin'],
      ],
    ],
    [
      'Vary is merged from every line, in any case',
      [
        ['vary', 'Accept'],
        ['VARY', 'Cookie, origin'],
      ],
      PASS,
      [['Vary', 'Accept, Cookie, origin']],
    ],
    [
      'a pass removes every CORS header, in any case',
      [
        ['cors-refused', 'null_origin'],
        ['Cors-Refused', 'null_origin'],
        ['access-control-allow-origin', '*'],
        ['Access-Control-Allow-Credentials', 'true'],
        ['ACCESS-CONTROL-EXPOSE-HEADERS', 'X-A'],
        ['Access-Control-Made-Up', '1'],
        ['X-Access-Control-Note', '1'],
      ],
      PASS,
      [
        ['X-Access-Control-Note', '1'],
        ['Vary', 'Origin'],
      ],
    ],
    [
      'an allow replaces them',
      [
        ['access-control-allow-origin', '*'],
        ['access-control-allow-credentials', 'true'],
      ],
      ALLOW,
      [['Vary', 'Origin'], ORIGIN, ['Access-Control-Expose-Headers', 'ETag']],
    ],
    [
      'names that the backend exposes are added',
      [
        ['access-control-expose-headers', 'X-A, etag'],
        ['Access-Control-Expose-Headers', 'X-B, *'],
      ],
      ALLOW,
      [['Vary', 'Origin'], ORIGIN, ['Access-Control-Expose-Headers', 'ETag, X-A, X-B']],
    ],
    [
      'they stand alone where the rule exposes none',
      [['access-control-expose-headers', 'X-A']],
      ALLOW_BARE,
      [['Vary', 'Origin'], ORIGIN, ['Access-Control-Expose-Headers', 'X-A']],
    ],
    ['nobody exposes a name', [['X-A', '1']], ALLOW_BARE, [['X-A', '1'], ['Vary', 'Origin'], ORIGIN]],
    [
      'each header once',
      [
        ['cache-control', 'max-age=60'],
        ['allow', 'GET'],
      ],
      { ...PASS, 'Cache-Control': 'no-store' },
      [
        ['allow', 'GET'],
        ['Vary', 'Origin'],
        ['Cache-Control', 'no-store'],
      ],
    ],
    ['a verdict without Vary leaves the backend\u2019s', [['Vary', 'Cookie']], {}, [['Vary', 'Cookie']]],
  ])('%s', (_name, backend, verdict, expected) => {
    expect(withVerdictHeaders(backend, verdict)).toEqual(expected);
  });
});
