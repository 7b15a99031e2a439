import {
  findClientSecret,
  takesClientSecrets,
  type ClientAuthentication,
  type ClientBody,
  type SecretFinding,
} from '../../lib/core';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const MULTIPART = 'multipart/form-data; boundary=B';
const basic = (credentials: string): string => `Basic ${btoa(credentials)}`;

function found(call: Partial<ClientAuthentication>): SecretFinding {
  return findClientSecret({ authorization: [], query: [], body: undefined, ...call });
}

function foundIn(text: string, type = FORM, more: Partial<ClientBody> = {}): SecretFinding {
  return found({ body: { text, isWhole: true, contentTypes: [type], contentCodings: [], ...more } });
}

/** A part of a multipart form as browsers write it, with another name or other headers. */
function part(headers: string, content = 'x', end = '\r\n'): string {
  return ['--B', headers, '', content, '--B--', ''].join(end);
}

const disposition = (name: string): string => `Content-Disposition: form-data; name=${name}`;

describe('Basic with a password', () => {
  test.each<readonly [name: string, authorization: readonly string[]]>([
    ['as clients send it', [basic('client:secret')]],
    ['without a client id', [basic(':s')]],
    ['with colons in the password', [basic('client::')]],
    ['the scheme in lower case', [`basic ${btoa('a:b')}`]],
    ['several spaces before and after', [`  BASIC   ${btoa('a:b')}  `]],
    ['a tab', [`Basic\t${btoa('a:b')}`]],
    ['a space inside', ['Basic YT pi']],
    ['spaces between all digits', [`Basic ${[...btoa('client:secret')].join(' ')}`]],
    ['a line end inside', ['Basic YT\r\n pi']],
    ['no padding', [`Basic ${btoa('a:bb').replaceAll('=', '')}`]],
    ['a wrong padding', ['Basic YTpiYg=']],
    ['a padding inside', [`Basic ${btoa('a')}${btoa(':b')}`]],
    ['a padding that is skipped', ['Basic YT=pi']],
    ['a digit too many', ['Basic YTpiY']],
    ['characters that are not base64', ['Basic YT.pi!']],
    ['the URL-safe alphabet, one digit of it', ['Basic -2E6Yg']],
    ['the URL-safe alphabet, the other digit', ['Basic _2E6Yg']],
    ['another character than a space after the scheme', [`Basic:${btoa('a:b')}`]],
    ['a letter after the scheme, which some servers cut off', [`BasicX${btoa('a:b')}`]],
    ['more text behind it', [`${basic('a:b')} x`]],
    ['two headers, the second one', ['Bearer x', basic('a:b')]],
    ['two headers that were joined', [`Bearer x, ${basic('a:b')}`]],
    ['a comma inside', ['Basic YT,pi']],
  ])('%s', (_name, authorization) => {
    expect(found({ authorization })).toBe('carried');
  });

  test.each<readonly [name: string, authorization: readonly string[]]>([
    ['no header', []],
    ['an empty one', ['']],
    ['an empty password', [basic('client:')]],
    ['no colon', [basic('client')]],
    ['one digit', ['Basic a']],
    ['nothing after the scheme', ['Basic ']],
    ['the scheme behind something', [`x ${basic('a:b')}`]],
    ['nothing between scheme and credentials', [`Basic${btoa('a:b')}`]],
    ['Bearer', [`Bearer ${btoa('a:b')}`]],
  ])('not: %s', (_name, authorization) => {
    expect(found({ authorization })).toBe('none');
  });
});

describe('a name of a client secret, in a form', () => {
  test.each([
    'client_secret',
    'Client_Secret',
    'CLIENT_SECRET',
    'client.secret',
    'client-secret',
    'client secret',
    'client+secret',
    'clientSecret',
    '+client_secret',
    'client%5Fsecret',
    'client%5fsecret',
    '%63%6C%69%65%6E%74%5F%73%65%63%72%65%74',
    'client%2Esecret',
    'client%20secret',
    'client%u005Fsecret',
    'client%_secret',
    'client_%C5%BFecret',
    'client_\u017fecret',
    'cl\u0131ent_secret',
    'client_secret[]',
    'client_secret%5B%5D',
    'client_secret[0]',
    'client_secret[a][b]',
    'client_secret[',
    'client[secret',
    'client[secret]',
    '[client_secret]',
    '[client_secret][0]',
    'client_secret%00x',
    '%00client_secret',
    'client\u007fsecret',
    'client{secret',
    'client%5Fsecret%',
    'client_secret\0x',
  ])('%j', (name) => {
    expect(foundIn(`client_id=a&${name}=b`)).toBe('carried');
  });

  test.each([
    'client_secre',
    'xclient_secret',
    'client_secrets',
    'client_secret_expires_at',
    'client_assertion',
    'secret',
    'client[id]',
    'client[identity]',
    'client_secrex',
    // Letters and digits at both ends of their ranges are no punctuation.
    'client0secret',
    'client9secret',
    'client_secreta',
    'client_secretz',
    'client_secretA',
    'client_secretZ',
  ])('not: %j', (name) => {
    expect(foundIn(`client_id=a&${name}=b`)).toBe('none');
  });

  test('each is found in the query too, where it is decoded', () => {
    for (const name of [
      'client_secret',
      'Client_Secret',
      'client.secret',
      'client_secret[]',
      'client secret',
    ]) {
      expect(
        found({
          query: [
            ['a', ''],
            [name, 'b'],
          ],
        }),
      ).toBe('carried');
    }
  });
});

describe('a query', () => {
  test.each<readonly [name: string, query: ClientAuthentication['query'], finding: SecretFinding]>([
    ['a value', [['client_secret', 'b']], 'carried'],
    ['an empty value', [['client_secret', '']], 'none'],
    [
      'the second of two values',
      [
        ['client_secret', ''],
        ['client_secret', 'b'],
      ],
      'carried',
    ],
    ['a pair behind a semicolon', [['a', 'b;client_secret=c']], 'carried'],
    ['a pair behind a semicolon in the name', [['a;client_secret', 'c']], 'carried'],
    ['an ampersand that was escaped', [['a', 'b&client_secret=c']], 'none'],
    ['an ampersand that was escaped, behind a semicolon', [['a', 'b;c&client_secret=d']], 'none'],
    ['a line end, which separates nothing in a query', [['a', 'b\nclient_secret=c']], 'none'],
    ['no pair', [], 'none'],
  ])('%s', (_name, query, finding) => {
    expect(found({ query })).toBe(finding);
  });
});

describe('a form', () => {
  test.each<readonly [name: string, body: string, finding: SecretFinding]>([
    ['a value', 'client_secret=b', 'carried'],
    ['an empty value', 'client_secret=', 'none'],
    ['an empty value before another pair', 'client_secret=&client_id=a', 'none'],
    ['no value', 'client_secret', 'none'],
    ['no value before another pair', 'client_secret&a=b', 'none'],
    ['the second of two values', 'client_secret=&client_secret=b', 'carried'],
    ['a semicolon that separates', 'a=b;client_secret=c', 'carried'],
    ['a semicolon that is the value', 'client_secret=;', 'carried'],
    ['a semicolon in brackets of the name', 'client_secret[;]=b', 'carried'],
    ['a semicolon behind a NUL in the name', 'client_secret\0;=b', 'carried'],
    ['a line end behind a NUL in the name', 'a=b&client_secret%00\n=b', 'carried'],
    ['a second pair behind a semicolon', 'a=b;c=d;client_secret=e', 'carried'],
    ['an equals sign as value', 'client_secret==', 'carried'],
    ['the name as a value', 'a=client_secret=b', 'none'],
    ['a name that an equals sign takes apart', 'client_=secret=b', 'none'],
    ['a line of a text form', 'a=b\r\nclient_secret=c\r\n', 'carried'],
    ['nothing', '', 'none'],
  ])('%s', (_name, body, finding) => {
    expect(foundIn(body)).toBe(finding);
  });
});

describe('JSON', () => {
  test.each<readonly [name: string, body: string, finding: SecretFinding]>([
    ['a member', '{"client_secret":"b"}', 'carried'],
    ['white space', '{ "a" : 1 ,\r\n\t"client_secret" :\n "b" }', 'carried'],
    ['another letter case', '{"Client_Secret":"b"}', 'carried'],
    ['an escaped name', String.raw`{"client\u005fsecret":"b"}`, 'carried'],
    ['another escape of a name', String.raw`{"client_secre\u0074":"b"}`, 'carried'],
    ['a number', '{"client_secret":1}', 'carried'],
    ['a list', '{"client_secret":["b"]}', 'carried'],
    ['deeper', '{"client":{"client_secret":"b"}}', 'carried'],
    ['the first of two', '{"client_secret":"b","client_secret":""}', 'carried'],
    ['behind a string with quotes', String.raw`{"a":"\"","client_secret":"b"}`, 'carried'],
    ['behind a backslash', String.raw`{"a":"\\","client_secret":"b"}`, 'carried'],
    ['behind a byte order mark', '\ufeff{"client_secret":"b"}', 'carried'],
    ['a member without braces', '"client_secret":"b"', 'carried'],
    ['a letter before a member', 'a"client_secret":"b"', 'carried'],
    ['a backslash in the name', String.raw`{"client\_secret":"b"}`, 'carried'],
    ['another long name', '{"client_identity":"b"}', 'none'],
    ['an empty string', '{"client_secret":""}', 'none'],
    ['null', '{"client_secret": null}', 'none'],
    ['another member', '{"client_id":"client_secret"}', 'none'],
    ['the name in a string', String.raw`{"a":"\"client_secret\":\"b\""}`, 'none'],
    ['a byte order mark', '\ufeff{}', 'none'],
  ])('%s', (_name, body, finding) => {
    expect(foundIn(body, JSON_TYPE)).toBe(finding);
  });

  test.each([
    '{',
    '{"client_secret',
    '{"client_secret":',
    '{"a":1,}',
    '{client_id:"a"}',
    '\ufeff\ufeff{}',
    '[1',
  ])('unread, because it is not JSON: %s', (body) => {
    expect(foundIn(body, JSON_TYPE)).toBe('unread');
  });

  test('what is not JSON is searched all the same', () => {
    expect(foundIn('{"client_secret":"b",}', JSON_TYPE)).toBe('carried');
  });
});

describe('a multipart form', () => {
  test.each<readonly [name: string, body: string, finding: SecretFinding]>([
    ['a part', part(disposition('"client_secret"')), 'carried'],
    ['a name without quotes', part(disposition('client_secret')), 'carried'],
    ['a name in single quotes', part(disposition("'client_secret'")), 'carried'],
    ['another letter case', part('CONTENT-DISPOSITION: FORM-DATA; NAME="CLIENT_SECRET"'), 'carried'],
    ['an escaped name', part(disposition('"client%5Fsecret"')), 'carried'],
    ['a backslash in the name', part(disposition(String.raw`"client\_secret"`)), 'carried'],
    ['an extended name', part("Content-Disposition: form-data; name*=UTF-8''client%5Fsecret"), 'carried'],
    [
      'a name in two pieces',
      part('Content-Disposition: form-data; name*0="client_"; name*1="secret"'),
      'carried',
    ],
    ['a quoted-printable word', part(disposition('"=?utf-8?Q?client=5Fsecret?="')), 'carried'],
    ['a word in base64', part(disposition('"=?UTF-8?B?Y2xpZW50X3NlY3JldA==?="')), 'carried'],
    ['two words', part(disposition('"=?utf-8?q?client?= =?utf-8?b?X3NlY3JldA?="')), 'carried'],
    ['a word of another name', part(disposition('"=?utf-8?B?Y2xpZW50X2lk?="')), 'none'],
    [
      'a character before it that grows in lower case',
      `\u0130${part(disposition('"client_secret"'))}`,
      'carried',
    ],
    [
      'a name in pieces of another order',
      part('Content-Disposition: form-data; name*1="secret"; name*0="client_"'),
      'carried',
    ],
    [
      'a word in UTF-16',
      part(disposition('"=?utf-16be?B?AGMAbABpAGUAbgB0AF8AcwBlAGMAcgBlAHQ=?="')),
      'carried',
    ],
    ['a folded header', part('Content-Disposition: form-data;\r\n name="client_secret"'), 'carried'],
    [
      'another header before',
      part(`Content-Type: text/plain\r\n${disposition('"client_secret"')}`),
      'carried',
    ],
    [
      'another header behind',
      part(`${disposition('"client_secret"')}\r\nContent-Type: text/plain`),
      'carried',
    ],
    ['a file', part(`${disposition('"client_secret"')}; filename="a.txt"`), 'carried'],
    ['LF as line end', part(disposition('"client_secret"'), 'x', '\n'), 'carried'],
    ['CR as line end', part(disposition('"client_secret"'), 'x', '\r'), 'carried'],
    ['the second part', part(disposition('"a"')) + part(disposition('"client_secret"')), 'carried'],
    ['a value that begins like a delimiter', part(disposition('"client_secret"'), '--A'), 'carried'],
    ['a part that no delimiter ends', `${disposition('"client_secret"')}\r\n\r\nx`, 'carried'],
    [
      'a value that begins like a long delimiter',
      part(disposition('"client_secret"'), '--BX').replaceAll('--B\r', '--BOUNDARY\r'),
      'carried',
    ],
    ['an empty part', part(disposition('"client_secret"'), ''), 'none'],
    ['an empty part behind a preamble', `a --X\r\n${part(disposition('"client_secret"'), '')}`, 'none'],
    ['an empty part, LF as line end', part(disposition('"client_secret"'), '', '\n'), 'none'],
    [
      'an empty part before a part',
      part(disposition('"client_secret"'), '') + part(disposition('"a"')),
      'none',
    ],
    ['another part', part(disposition('"client_id"')), 'none'],
    ['a file of that name', part(`${disposition('"a"')}; filename="client_secret"`), 'none'],
    ['the name as a value', part(disposition('"a"'), 'name="client_secret"'), 'none'],
    ['headers without an end', `--B\r\n${disposition('"client_secret"')}`, 'none'],
  ])('%s', (_name, body, finding) => {
    expect(foundIn(body, MULTIPART)).toBe(finding);
  });

  test.each([
    ['no boundary', 'multipart/form-data', part(disposition('"a"'))],
    ['an empty boundary', 'multipart/form-data; boundary=', part(disposition('"a"'))],
    ['another boundary', 'multipart/form-data; boundary=C', part(disposition('"a"'))],
  ])('unread, because of %s', (_name, type, body) => {
    expect(foundIn(body, type)).toBe('unread');
  });

  test('a boundary in quotes', () => {
    expect(foundIn(part(disposition('"a"')), 'multipart/form-data; charset=utf-8; boundary="B"')).toBe(
      'none',
    );
  });
});

describe('the type of a body', () => {
  test.each<readonly [name: string, type: string, finding: SecretFinding]>([
    ['a form', FORM, 'none'],
    ['in upper case, with white space', ` ${FORM.toUpperCase()} ; charset=UTF-8`, 'none'],
    ['a form in ISO 8859-1', `${FORM}; charset="iso-8859-1"`, 'none'],
    ...['utf8', 'us-ascii', 'ascii', 'latin1'].map(
      (charset) => [`a form in ${charset}`, `${FORM}; charset= ${charset}`, 'none'] as const,
    ),
    ['a character set that is not said', `${FORM}; charset`, 'unread'],
    ['a character set that is not said, in upper case', `${FORM}; CHARSET ;a=b`, 'unread'],
    ['a form in UTF-16', `${FORM}; charset=utf-16`, 'unread'],
    ['a form in UTF-7', `${FORM}; charset=utf-7`, 'unread'],
    ['a form in EBCDIC', `${FORM};charset=ibm037`, 'unread'],
    ['a form in UTF-8 and UTF-16', `${FORM}; charset=utf-8; charset=utf-16`, 'unread'],
    ['a longer type', `${FORM}2`, 'unread'],
    ['two types in one header', `${FORM}, ${JSON_TYPE}`, 'unread'],
    ['text', 'text/plain;charset=UTF-8', 'unread'],
    ['XML', 'application/xml', 'unread'],
    ['bytes', 'application/octet-stream', 'unread'],
    ['an empty type', '', 'unread'],
  ])('%s', (_name, type, finding) => {
    expect(foundIn('client_id=a', type)).toBe(finding);
    expect(foundIn('client_id=a&client_secret=b', type)).toBe('carried');
  });

  test.each(['application/json', 'text/json', 'application/vnd.api+json', 'application/jwk-set+json'])(
    '%s is JSON',
    (type) => {
      expect(foundIn('{}', type)).toBe('none');
      expect(foundIn('{', type)).toBe('unread');
    },
  );

  test.each(['xapplication/json', 'application/jsonp', 'application/xml', 'text/plain'])(
    '%s is not JSON, whatever the body is',
    (type) => {
      expect(foundIn('{}', type)).toBe('unread');
    },
  );

  test('no header, or two of them', () => {
    expect(foundIn('client_id=a', FORM, { contentTypes: [] })).toBe('unread');
    expect(foundIn('client_id=a', FORM, { contentTypes: [FORM, FORM] })).toBe('unread');
  });

  test('without a body, the type does not matter', () => {
    expect(foundIn('', 'image/png')).toBe('none');
  });
});

describe('a body that cannot be read', () => {
  test.each([
    ['gzip', 'gzip'],
    ['deflate', 'deflate'],
    ['br', 'br'],
    ['zstd', 'zstd'],
    ['two codings', 'identity, gzip'],
    ['an unknown coding', 'x-unknown'],
  ])('content coding: %s', (_name, coding) => {
    expect(foundIn('client_id=a', FORM, { contentCodings: [coding] })).toBe('unread');
  });

  test.each(['identity', ' Identity ', ''])('content coding %j changes nothing', (coding) => {
    expect(foundIn('client_id=a', FORM, { contentCodings: [coding] })).toBe('none');
  });

  test('of two codings in two headers, each counts', () => {
    expect(foundIn('client_id=a', FORM, { contentCodings: ['identity', 'gzip'] })).toBe('unread');
  });

  test('only its beginning is there', () => {
    expect(foundIn('client_id=a', FORM, { isWhole: false })).toBe('unread');
    expect(foundIn('client_secret=a', FORM, { isWhole: false })).toBe('carried');
  });

  test.each(['utf16le', 'utf16be', 'utf32le', 'utf32be'])(
    'in %s, which is searched all the same',
    (encoding) => {
      const wide = (body: string): string => {
        const zeros = encoding.startsWith('utf16') ? '\0' : '\0\0\0';
        const characters = [...body].map((one) => (encoding.endsWith('le') ? one + zeros : zeros + one));
        // The bytes of the byte order mark are not UTF-8.
        return `\ufffd\ufffd${characters.join('')}`;
      };
      expect(foundIn(wide('{"client_id":"a"}'), JSON_TYPE)).toBe('unread');
      expect(foundIn(wide('{"client_secret":"a"}'), JSON_TYPE)).toBe('carried');
      expect(foundIn(wide('client_secret=a'), FORM)).toBe('carried');
    },
  );
});

test.each([
  ['token', true],
  ['revoke', true],
  ['introspect', true],
  ['device-authorization', true],
  ['pushed-authorization', true],
  ['backchannel-authentication', true],
  ['authorize', false],
  ['userinfo', false],
  ['jwks', false],
  ['openid-configuration', false],
  [undefined, false],
] as const)('clients authenticate themselves at %s: %s', (role, expected) => {
  expect(takesClientSecrets(role)).toBe(expected);
});
