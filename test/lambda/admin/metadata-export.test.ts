import { developerName, metadataDocument } from '../../../lambda/admin/bulk/metadata-export';

const A = 'https://a.example';
/** The beginning of the SHA-256 of `A`. */
const HASH = '_38612c96';

test('a document holds the entries in their order, each with its name and its pattern', () => {
  const entries = [{ pattern: 'https://b.example', name: 'B' }, { pattern: A }];
  expect(metadataDocument(entries)).toBe(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<CorsWhitelistOrigins xmlns="http://soap.sforce.com/2006/04/metadata">',
      '  <CorsWhitelistOrigin>',
      '    <developerName>B_35b22c6c</developerName>',
      '    <urlPattern>https://b.example</urlPattern>',
      '  </CorsWhitelistOrigin>',
      '  <CorsWhitelistOrigin>',
      `    <developerName>https_a_example${HASH}</developerName>`,
      '    <urlPattern>https://a.example</urlPattern>',
      '  </CorsWhitelistOrigin>',
      '</CorsWhitelistOrigins>',
      '',
    ].join('\n'),
  );
});

test('a document of no entries is an empty list', () => {
  expect(metadataDocument([])).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<CorsWhitelistOrigins xmlns="http://soap.sforce.com/2006/04/metadata">\n</CorsWhitelistOrigins>\n',
  );
});

test('a row that holds what no pattern does is escaped', () => {
  expect(metadataDocument([{ pattern: '<a>&&<b>' }])).toContain(
    '<urlPattern>&lt;a&gt;&amp;&amp;&lt;b&gt;</urlPattern>',
  );
});

test.each<[string | undefined, string]>([
  [undefined, 'https_a_example'],
  ['', 'https_a_example'],
  ['😀', 'https_a_example'],
  ['My Shop', 'My_Shop'],
  ['9 to 5', 'to_5'],
  ['_9_Az09_', 'Az09'],
  ['a__b - c', 'a_b_c'],
  ['x'.repeat(72), 'x'.repeat(71)],
  [`${'x'.repeat(70)}_y`, 'x'.repeat(70)],
  [`${'x'.repeat(79)} y`, 'x'.repeat(71)],
])('the name %j gives the developer name %s and a hash', (name, stem) => {
  expect(developerName(A, name)).toBe(stem + HASH);
});

test.each([`My_Shop${HASH}`, `https_a_example${HASH}`, `${'x'.repeat(71)}${HASH}`])(
  'the developer name %s stays as it is',
  (name) => {
    expect(developerName(A, name)).toBe(name);
  },
);

test('the developer name of another pattern does not stay', () => {
  expect(developerName('https://b.example', `My_Shop${HASH}`)).toMatch(/^My_Shop_38612c96_[0-9a-f]{8}$/);
});
