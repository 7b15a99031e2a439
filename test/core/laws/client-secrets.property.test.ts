import { parse } from 'node:querystring';
import fc from 'fast-check';
import { findClientSecret, type SecretFinding } from '../../../lib/core';

/*
 * Servers, as plainly as they can be written: each reads a body into names and values in its own way. Whatever any of
 * them takes for a client secret must be seen, however it is spelled.
 */

type Fields = readonly (readonly [name: string, value: string])[];
type Server = (body: Buffer) => Fields | Promise<Fields>;

const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data; boundary=BoUnDaRy';
const RUNS = { numRuns: 1500 };

/** PHP: blanks at the start go, a NUL ends the name, dots and blanks are `_`, brackets make a list. */
function phpName(name: string): string {
  const [plain = ''] = name.trimStart().split('\0');
  const bracket = plain.indexOf('[', 1);
  const isClosed = bracket > 0 && plain.includes(']', bracket);
  const base = isClosed ? plain.slice(0, bracket) : plain.replace('[', '_');
  return base.replaceAll(/[. ]/g, '_');
}

/** Express with `qs`: brackets make a list or an object, and may be around the first name. */
function qsName(name: string): string {
  const [brackets] = /\[[^[\]]*\]/.exec(name) ?? [];
  if (brackets === undefined) return name;
  return name.startsWith(brackets) ? brackets.slice(1, -1) : name.slice(0, name.indexOf(brackets));
}

const pairsOf = (form: string): Fields => [...new URLSearchParams(form)];
const jsonFields = (text: string): Fields =>
  Object.entries(JSON.parse(text) as object).map(([name, value]) => [
    name,
    value === null ? '' : String(value),
  ]);

const SERVERS: Readonly<Record<string, Server>> = {
  'a form by the standard': (body) => pairsOf(body.toString()),
  'a form by node:querystring': (body) =>
    Object.entries(parse(body.toString())).flatMap(([name, values = '']) =>
      [values].flat().map((value) => [name, value] as const),
    ),
  'a form, pairs end at a semicolon too': (body) => body.toString().split(/[&;]/).flatMap(pairsOf),
  'a form, names as in PHP': (body) =>
    pairsOf(body.toString()).map(([name, value]) => [phpName(name), value]),
  'a form, names as in qs': (body) => pairsOf(body.toString()).map(([name, value]) => [qsName(name), value]),
  'a form, names in upper case': (body) =>
    pairsOf(body.toString()).map(([name, value]) => [name.toUpperCase().toLowerCase(), value]),
  'JSON in UTF-8': (body) => jsonFields(body.toString()),
  'JSON in UTF-16': (body) => jsonFields(body.toString('utf16le').replace(/^\ufeff/, '')),
  'a multipart form': async (body) => {
    const response = new Response(new Uint8Array(body), { headers: { 'Content-Type': MULTIPART } });
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the parser of Node itself, as one more server
    const form = await response.formData();
    return Promise.all(
      [...form].map(
        async ([name, value]) => [name, typeof value === 'string' ? value : await value.text()] as const,
      ),
    );
  },
};

async function readsSecret(server: Server, body: Buffer): Promise<boolean> {
  try {
    return (await server(body)).some(
      ([name, value]) => name.toLowerCase() === 'client_secret' && value !== '',
    );
  } catch {
    return false;
  }
}

function findingIn(body: Buffer, type: string): SecretFinding {
  const headers = { contentTypes: [type], contentCodings: [] };
  return findClientSecret({
    authorization: [],
    query: [],
    body: { text: body.toString(), isWhole: true, ...headers },
  });
}

/** Text that is made of pieces which mean something to one of the servers. */
function textOf(...pieces: readonly string[]): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));
}

const NAME_PIECES = [
  'client_secret',
  'Client_Secret',
  'client',
  '_',
  '.',
  ' ',
  '+',
  'secret',
  '%5F',
  '%73',
  '[',
  ']',
  '[]',
  '\0',
  '%00',
  '\u017f',
];
const FORM_PIECES = [...NAME_PIECES, '=', '=', '&', ';', 'x', '%', '%3D', '%26'];
const JSON_PIECES = [
  '"client_secret"',
  '"Client_Secret"',
  String.raw`"client\u005fsecret"`,
  ':',
  ':',
  ',',
  '"x"',
  '""',
  '{',
  '}',
  ' ',
  'null',
  '1',
  '"a"',
  String.raw`"\""`,
];

/** A name as a client may write it that some server takes for the secret's. */
const name = fc
  .tuple(
    fc.constantFrom('client_secret', 'client.secret', 'client secret'),
    fc.array(fc.boolean(), { minLength: 13, maxLength: 13 }),
    fc.constantFrom('', '[]', '[0]', '[a]'),
  )
  .map(
    ([base, upper, end]) =>
      Array.from(base)
        .map((letter, index) => (upper[index] === true ? letter.toUpperCase() : letter))
        .join('') + end,
  );

const escaped = (text: string, which: readonly boolean[]): string =>
  [...text]
    .map((letter, index) =>
      which[index] === true || '[] '.includes(letter) ? `%${letter.charCodeAt(0).toString(16)}` : letter,
    )
    .join('');

describe('a client secret is seen', () => {
  test.each<[name: string, text: fc.Arbitrary<string>, type: string]>([
    ['form', textOf(...FORM_PIECES), FORM],
    [
      'form with a secret in it',
      fc
        .tuple(textOf(...FORM_PIECES), name, textOf('x', '&', ';', '='))
        .map(([before, secret, end]) => `${before}&${secret}=${end}`),
      FORM,
    ],
    ['JSON', textOf(...JSON_PIECES).map((members) => `{${members}}`), 'application/json'],
  ])('in any %s that some server reads one from', async (_name, text, type) => {
    await fc.assert(
      fc.asyncProperty(text, async (body) => {
        for (const [server, reads] of Object.entries(SERVERS)) {
          const bytes =
            server === 'JSON in UTF-16' ? Buffer.from(`\ufeff${body}`, 'utf16le') : Buffer.from(body);
          if (await readsSecret(reads, bytes))
            expect([server, findingIn(bytes, type)]).toEqual([server, 'carried']);
        }
      }),
      RUNS,
    );
  });

  test('in a form, whatever is escaped, wherever it is', () => {
    const which = fc.array(fc.boolean(), { minLength: 20, maxLength: 20 });
    const other = fc
      .array(fc.tuple(fc.string(), fc.string()))
      .map((pairs) => new URLSearchParams(pairs).toString());
    fc.assert(
      fc.property(
        name,
        which,
        other,
        other,
        fc.constantFrom('&', ';'),
        (secret, escapes, before, after, separator) => {
          const pair = `${escaped(secret, escapes)}=x`;
          expect(findingIn(Buffer.from([before, pair, after].join(separator)), FORM)).toBe('carried');
        },
      ),
      RUNS,
    );
  });

  test('in a multipart form as Node writes it, in any place', async () => {
    const fields = fc.array(fc.tuple(fc.string(), fc.string()));
    await fc.assert(
      fc.asyncProperty(fields, name, fields, async (before, secret, after) => {
        const form = new FormData();
        for (const [field, value] of [...before, [secret, 'x'] as const, ...after]) form.append(field, value);
        const response = new Response(form);
        const type = response.headers.get('Content-Type') ?? '';
        expect(findingIn(Buffer.from(await response.arrayBuffer()), type)).toBe('carried');
      }),
      { numRuns: 300 },
    );
  });

  test('in JSON in any place, whatever is escaped', () => {
    const which = fc.array(fc.boolean(), { minLength: 13, maxLength: 13 });
    const unicode = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        which,
        fc.boolean(),
        (other, escapes, isFirst) => {
          const member = `"${Array.from('client_secret')
            .map((letter, index) => (escapes[index] === true ? unicode(letter) : letter))
            .join('')}":"x"`;
          const rest = JSON.stringify(other).slice(1, -1);
          const members = [member, ...(rest === '' ? [] : [rest])];
          const body = `{${(isFirst ? members : members.reverse()).join(',')}}`;
          expect(findingIn(Buffer.from(body), 'application/json')).toBe('carried');
        },
      ),
      RUNS,
    );
  });
});

describe('a client secret is not seen', () => {
  const clean = (text: string): boolean => !/secret/i.test(text);

  test('in forms and JSON of any other names', () => {
    const fields = fc.dictionary(fc.string().filter(clean), fc.string().filter(clean));
    fc.assert(
      fc.property(fields, (members) => {
        expect(findingIn(Buffer.from(new URLSearchParams(members).toString()), FORM)).toBe('none');
        expect(findingIn(Buffer.from(JSON.stringify(members)), 'application/json')).toBe('none');
      }),
      RUNS,
    );
  });
});
