import { importDocument } from '../../../lambda/admin/http/xml-body';

const list = (inside: string): string => `<CorsWhitelistOrigins>${inside}</CorsWhitelistOrigins>`;
const element = (inside: string): string => `<CorsWhitelistOrigin>${inside}</CorsWhitelistOrigin>`;
const pattern = (text: string): string => element(`<urlPattern>${text}</urlPattern>`);

test.each<[string, string, readonly unknown[]]>([
  ['one element', pattern('https://a.example'), [{ pattern: 'https://a.example' }]],
  ['white space around it', `\n${pattern('https://a.example')}\n`, [{ pattern: 'https://a.example' }]],
  ['a list of two', list(` ${pattern('a')}\n${pattern('b')} `), [{ pattern: 'a' }, { pattern: 'b' }]],
  ['a list of one', list(pattern('a')), [{ pattern: 'a' }]],
  ['a list of none', list(''), []],
  ['a list of white space', list(' \n'), []],
  ['a list without an end tag', '<CorsWhitelistOrigins/>', []],
  ['a byte order mark', `\ufeff${list(pattern('a'))}`, [{ pattern: 'a' }]],
  [
    'prefixes',
    '<m:CorsWhitelistOrigin xmlns:m="urn:x"><m:urlPattern>a</m:urlPattern></m:CorsWhitelistOrigin>',
    [{ pattern: 'a' }],
  ],
  [
    'attributes',
    '<CorsWhitelistOrigin id="1"><urlPattern x="y">a</urlPattern></CorsWhitelistOrigin>',
    [{ pattern: 'a' }],
  ],
  [
    'a declaration, an instruction and a comment',
    `<?xml version="1.0" encoding="UTF-8"?><?x y?><!-- z -->${pattern('a')}`,
    [{ pattern: 'a' }],
  ],
  ['ASCII', `<?xml version='1.0' encoding = 'us-ascii'?>${pattern('a')}`, [{ pattern: 'a' }]],
  ['digits', pattern('007'), [{ pattern: '007' }]],
  ['a pattern with white space around it', pattern(' a\t'), [{ pattern: ' a\t' }]],
  ['a name', element('<developerName>A</developerName>'), [{ name: 'A' }]],
  ['a full name', element('<fullName>B</fullName>'), [{ name: 'B' }]],
  ['both names', element('<fullName>B</fullName><developerName>A</developerName>'), [{ name: 'A' }]],
  ['an empty element', element(''), [{}]],
  ['an element of white space', element(' \n'), [{}]],
  ['white space between fields', element('\n <urlPattern>a</urlPattern>\n '), [{ pattern: 'a' }]],
  ['an element of text', element('x'), [{ '<text>': true }]],
  ['text beside a field', element('x<urlPattern>a</urlPattern>'), [{ pattern: 'a', '<text>': true }]],
  [
    'other fields',
    element('<isActive>true</isActive><urlPattern>a</urlPattern><x/>'),
    [{ pattern: 'a', '<isActive>': true, '<x>': true }],
  ],
  [
    'a pattern twice',
    element('<urlPattern>a</urlPattern><urlPattern>b</urlPattern>'),
    [{ pattern: ['a', 'b'] }],
  ],
  [
    'a pattern with an element in it',
    element('<urlPattern><b>a</b></urlPattern>'),
    [{ pattern: { b: 'a' } }],
  ],
])('%s is read', (_, xml, lines) => {
  expect(importDocument(xml)).toEqual(lines);
});

test('a byte order mark belongs at the beginning alone', () => {
  expect(importDocument(pattern('a\ufeff'))).toEqual([{ pattern: 'a\ufeff' }]);
});

test('an encoding is read from the declaration at the beginning alone', () => {
  expect(importDocument(`<!-- <?xml x encoding="latin1"?> -->${pattern('a')}`)).toEqual([{ pattern: 'a' }]);
});

test.each([
  ['&lt;&gt;&amp;&quot;&apos;', '<>&"\''],
  ['a&amp;lt;b', 'a&lt;b'],
  ['&#65;&#x42;&#x0043;&#xfF;', 'ABC\u00ff'],
  ['&#9;&#xA;&#13;', '\t\n\r'],
  ['&#xd7ff;&#xe000;&#xfffd;', '\ud7ff\ue000\ufffd'],
  ['&#65536;&#x10ffff;', '\u{10000}\u{10ffff}'],
  ['&#0000065;', 'A'],
])('the references %s are decoded', (text, decoded) => {
  expect(importDocument(pattern(text))).toEqual([{ pattern: decoded }]);
  expect(importDocument(element(`<developerName>${text}</developerName>`))).toEqual([{ name: decoded }]);
});

const ENTITY = 'The document has an entity reference that XML itself does not know.';
const MALFORMED = 'The document is not well-formed at line 1.';
const CHARACTER = 'The document holds a character that XML does not have.';
const ROOT =
  'The document is one CorsWhitelistOrigin element, or one CorsWhitelistOrigins element around several.';
const LIST = 'CorsWhitelistOrigins holds nothing but CorsWhitelistOrigin elements.';
const STRANGE = 'The document holds elements that a CorsWhitelistOrigin document does not have.';
const UTF_8 = 'The document must be encoded as UTF-8.';
const encoded = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>${pattern('a')}`;

test.each<[string, string, string]>([
  ['an entity of HTML', pattern('&nbsp;'), ENTITY],
  ['an entity of the prototype', pattern('&constructor;'), ENTITY],
  ['a reference without its end', pattern('&lt'), MALFORMED],
  ['a reference without a name', pattern('&;'), MALFORMED],
  ['a reference in a reference', pattern('&a&lt;'), MALFORMED],
  ['a number that is none', pattern('&#a;'), MALFORMED],
  ['a number with more around it', pattern('&x#65;'), MALFORMED],
  ['a number with more behind it', pattern('&#65x;'), MALFORMED],
  ['a number with too many digits', pattern('&#00000065;'), ENTITY],
  ['a number in base 16 with too many digits', pattern('&#x0000041;'), ENTITY],
  ['a number past the last character', pattern('&#x110000;'), ENTITY],
  ['a number of no character', pattern('&#0;'), ENTITY],
  ['a number of half a character', pattern('&#xd800;'), ENTITY],
  ['a number of a control', pattern('&#x1f;'), ENTITY],
  ['a number of no character at the end of a plane', pattern('&#xffff;'), ENTITY],
  [
    'a document type',
    `<!DOCTYPE x>${pattern('a')}`,
    'The document must not have a document type declaration.',
  ],
  [
    'a document type in small letters',
    `<!doctype x>${pattern('a')}`,
    'The document must not have a document type declaration.',
  ],
  ['CDATA', pattern('<![CDATA[a]]>'), 'The document must not have CDATA sections.'],
  ['another encoding', encoded('ISO-8859-1'), UTF_8],
  ['an encoding that begins like UTF-8', encoded('utf-8x'), UTF_8],
  ['an encoding that ends like UTF-8', encoded('xutf-8'), UTF_8],
  ['no encoding', encoded(''), UTF_8],
  ['a control', pattern('a\u0001'), CHARACTER],
  ['a vertical tab', pattern('a\u000b'), CHARACTER],
  ['half a character', pattern('a\ud800'), CHARACTER],
  ['no character', pattern('a\uffff'), CHARACTER],
  ['no XML', 'urlPattern: a', MALFORMED],
  [
    'an end tag that is missing',
    `\n${list('<CorsWhitelistOrigin>')}`,
    'The document is not well-formed at line 2.',
  ],
  ['another root', '<Package/>', ROOT],
  ['another element in the list', list(`${pattern('a')}<x/>`), LIST],
  ['an element of the list without any', list('<x/>'), LIST],
  ['text in the list', list('x'), LIST],
  ['text beside an element of the list', list(`x${pattern('a')}`), LIST],
  ['nesting', pattern('<a>'.repeat(8) + '</a>'.repeat(8)), STRANGE],
  ['a name that is dangerous in JavaScript', element('<__proto__>a</__proto__>'), STRANGE],
])('%s is refused with its reason', (_, xml, detail) => {
  expect(() => importDocument(xml)).toThrow(
    expect.objectContaining({ code: 'bad_xml', details: { detail } }) as Error,
  );
});
