/** Bytes of every body: 1 MB. */
const LENGTH = 1_000_000;
/** Bytes of every query; API Gateway takes 10,240 for the request line and all headers together. */
const QUERY_LENGTH = 10_000;

/** The name of the kind that the others are measured beside. */
export const PLAIN = 'one plain value';

/** Texts of one length by what they are made of; the first one is a single plain value. */
export type Kinds = Readonly<Record<string, string>>;

/** A text that repeats a unit between a beginning and an end. */
function repeated(unit: string, begin = '', end = '', length = LENGTH): string {
  const count = Math.floor((length - begin.length - end.length) / unit.length);
  return begin + unit.repeat(count) + end;
}

/** As many of something as fill the length, each with its number. */
function numbered(of: (index: number) => string, begin: string, end: string, perItem: number): string {
  const count = Math.floor(LENGTH / perItem);
  return begin + Array.from({ length: count }, (_, index) => of(index)).join('') + end;
}

const FORM_UNITS = [
  'a&',
  'a=b&',
  '%41',
  '%',
  '&',
  '=',
  ';',
  '+',
  '%FF',
  'client_secret=&',
  'client_secre=b&',
];

/** Forms, as a token endpoint gets them. */
export const FORMS: Kinds = {
  [PLAIN]: repeated('x', 'a='),
  ...Object.fromEntries(FORM_UNITS.map((unit) => [unit, repeated(unit)])),
  'escapes in one value': repeated('%41', 'a='),
  'letters of two bytes': repeated('\u00fc'),
};

/** The same, as the raw query of a Function URL. */
export const QUERIES: Kinds = Object.fromEntries(
  [PLAIN, ...FORM_UNITS].map((unit) => [
    unit,
    unit === PLAIN ? repeated('x', 'a=', '', QUERY_LENGTH) : repeated(unit, '', '', QUERY_LENGTH),
  ]),
);

/** Multipart forms with the boundary `b`. */
export const MULTIPARTS: Kinds = {
  [PLAIN]: repeated('x', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n', '\r\n--b--\r\n'),
  boundaries: repeated('--b\r\n'),
  'line ends before hyphens': repeated('\r\n--'),
  'empty parts': repeated('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'),
  'headers without an end': repeated('Content-Disposition: form-data; name="a"\r\n', '--b\r\n'),
  'names in one header': repeated(';name=client_secre', '--b\r\nContent-Disposition: form-data'),
  'quotes that are not closed': repeated(';name="a', '--b\r\nContent-Disposition: form-data'),
};

/** JSON, with or without sense. */
export const JSONS: Kinds = {
  [PLAIN]: repeated('x', '{"a":"', '"}'),
  'nested objects': repeated('{"a":'),
  'nested lists': repeated('['),
  'nested lists that are closed': repeated('[', '', ']'.repeat(LENGTH / 2), LENGTH),
  'empty lists': repeated('[],', '[', '0]'),
  'one name many times': repeated('"a":1,', '{', '"b":1}'),
  'many names': numbered((index) => `"a${String(index)}":1,`, '{', '"b":1}', 12),
  quotes: repeated('"'),
  'escapes in a value': repeated('\\u0041', '{"a":"', '"}'),
  backslashes: repeated('\\\\', '{"a":"', '"}'),
  'white space': repeated(' ', '{', '}'),
};

/** Metadata in XML. */
export const XMLS: Kinds = {
  [PLAIN]: repeated('x', '<CorsWhitelistOrigin><urlPattern>', '</urlPattern></CorsWhitelistOrigin>'),
  'nested elements': repeated('<a>'),
  'elements that are closed': repeated('<a></a>', '<CorsWhitelistOrigin>', '</CorsWhitelistOrigin>'),
  'open brackets': repeated('<'),
  ampersands: repeated('&', '<CorsWhitelistOrigin><urlPattern>', '</urlPattern></CorsWhitelistOrigin>'),
  entities: repeated('&amp;', '<CorsWhitelistOrigin><urlPattern>', '</urlPattern></CorsWhitelistOrigin>'),
  comments: repeated('<!-- -->', '<CorsWhitelistOrigin>', '</CorsWhitelistOrigin>'),
  'comments that are not closed': repeated('<!--'),
  'white space in a declaration': repeated(' ', '<?xml '),
  'white space in the text': repeated(' ', '<CorsWhitelistOrigin>', '</CorsWhitelistOrigin>'),
};
