import { carriesClientSecret, takesClientSecrets, type ClientAuthentication } from '../../lib/core';

const NONE: ClientAuthentication = {
  authorization: undefined,
  contentType: undefined,
  body: undefined,
  querySecrets: [],
};
const FORM = 'application/x-www-form-urlencoded';
const basic = (credentials: string): string => `Basic ${btoa(credentials)}`;

describe('calls that carry a client secret', () => {
  test.each<readonly [name: string, call: Partial<ClientAuthentication>]>([
    ['Basic', { authorization: basic('client:secret') }],
    ['Basic without client id', { authorization: basic(':s') }],
    ['Basic with colons in the password', { authorization: basic('client::') }],
    ['basic in lower case', { authorization: `basic ${btoa('a:b')}` }],
    ['Basic, several spaces', { authorization: `BASIC   ${btoa('a:b')}  ` }],
    ['Basic without padding', { authorization: `Basic ${btoa('a:bb').replaceAll('=', '')}` }],
    ['Basic with padding that is wrong', { authorization: 'Basic YTpiYg=' }],
    ['Basic with a digit too many', { authorization: 'Basic YTpiY' }],
    ['Basic with what is no base64 among it', { authorization: 'Basic YT.pi!' }],
    ['Basic, URL-safe alphabet, one digit of it', { authorization: 'Basic -2E6Yg' }],
    ['Basic, URL-safe alphabet, the other digit', { authorization: 'Basic _2E6Yg' }],
    ['Basic behind a tab', { authorization: `Basic\t${btoa('a:b')}` }],
    [
      'Basic, URL-safe alphabet',
      { authorization: `Basic ${btoa('a:\u00fb\u00ff\u00fe~?').replaceAll('+', '-').replaceAll('/', '_')}` },
    ],
    ['form', { contentType: FORM, body: 'client_id=a&client_secret=b' }],
    [
      'form, parameters and case of the type',
      { contentType: ` ${FORM.toUpperCase()} ; charset=utf-8`, body: 'client_secret=b' },
    ],
    ['form, escaped name', { contentType: FORM, body: 'client%5Fsecret=b' }],
    ['form, first empty', { contentType: FORM, body: 'client_secret=&client_secret=b' }],
    ['query', { querySecrets: ['b'] }],
    ['query, first empty', { querySecrets: ['', 'b'] }],
  ])('%s', (_name, call) => {
    expect(carriesClientSecret({ ...NONE, ...call })).toBe(true);
  });
});

describe('calls that carry none', () => {
  test.each<readonly [name: string, call: Partial<ClientAuthentication>]>([
    ['nothing', {}],
    ['Basic with an empty password', { authorization: basic('client:') }],
    ['Basic without colon', { authorization: basic('client') }],
    ['Basic that is no base64', { authorization: 'Basic a' }],
    ['Basic and more', { authorization: `${basic('a:b')} x` }],
    ['Basic behind something', { authorization: `x ${basic('a:b')}` }],
    ['Basic without space', { authorization: `Basic${btoa('a:b')}` }],
    ['Bearer', { authorization: `Bearer ${btoa('a:b')}` }],
    ['form, empty', { contentType: FORM, body: 'client_secret=' }],
    ['form, other name', { contentType: FORM, body: 'xclient_secret=b&client_assertion=c' }],
    ['form without body', { contentType: FORM }],
    ['other type', { contentType: 'application/json', body: 'client_secret=b' }],
    ['longer type', { contentType: `${FORM}2`, body: 'client_secret=b' }],
    ['no type', { body: 'client_secret=b' }],
    ['query, empty', { querySecrets: [''] }],
  ])('%s', (_name, call) => {
    expect(carriesClientSecret({ ...NONE, ...call })).toBe(false);
  });
});

test.each([
  ['token', true],
  ['revoke', true],
  ['introspect', true],
  ['authorize', false],
  ['userinfo', false],
  ['jwks', false],
  ['openid-configuration', false],
  [undefined, false],
] as const)('clients authenticate themselves at %s: %s', (role, expected) => {
  expect(takesClientSecrets(role)).toBe(expected);
});
