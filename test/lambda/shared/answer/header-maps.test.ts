import { headerMaps } from '../../../../lambda/shared/answer/header-maps';

test.each<[what: string, list: Parameters<typeof headerMaps>[0], maps: object]>([
  ['no header: one empty map', [], { headers: {} }],
  [
    'headers that occur once: one map, names as they came',
    [
      ['ETag', '"1"'],
      ['x-a', ''],
    ],
    { headers: { ETag: '"1"', 'x-a': '' } },
  ],
  [
    'a header that repeats stands only in the second map',
    [
      ['Vary', 'Origin'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ],
    { headers: { Vary: 'Origin' }, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] } },
  ],
  [
    'letter case does not make two headers, and the first spelling stays',
    [
      ['Set-Cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['SET-COOKIE', 'c=3'],
    ],
    { headers: {}, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2', 'c=3'] } },
  ],
])('%s', (_what, list, maps) => {
  expect(headerMaps(list)).toStrictEqual(maps);
});
