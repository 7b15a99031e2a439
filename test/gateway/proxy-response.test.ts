import { serveStack, type ServedStack } from './fixtures/served-stack';
import { apiResources, functionResource } from './fixtures/template';

/** The same JSON in characters that a request header may hold. */
const ascii = (json: string) =>
  json.replaceAll(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('the answer of a Lambda proxy integration', () => {
  let stack: ServedStack;

  beforeAll(async () => {
    stack = await serveStack({
      ...functionResource('Reply', 'reply'),
      ...apiResources({
        methods: [{ path: '/', verb: 'ANY', to: 'Reply' }],
        properties: { BinaryMediaTypes: ['*/*'] },
      }),
    });
  });

  afterAll(() => stack.close());

  const reply = (result: unknown, method = 'GET') =>
    stack.send({ method, headers: [['X-Result', ascii(JSON.stringify(result))]] });

  test('is sent with status, headers and body', async () => {
    const response = await reply({
      statusCode: 201,
      headers: { 'X-Text': 'a', 'x-Number': 1, 'X-Yes': true, 'Content-Type': 'text/plain' },
      body: 'grüezi',
    });
    expect(response.status).toBe(201);
    expect(response.text).toBe('grüezi');
    expect(response.headers).toEqual(
      expect.arrayContaining([
        ['X-Text', 'a'],
        ['x-Number', '1'],
        ['X-Yes', 'true'],
        ['Content-Type', 'text/plain'],
        ['Content-Length', '7'],
      ]),
    );
  });

  test('is JSON unless it says otherwise, also without a body', async () => {
    expect((await reply({ statusCode: 200, body: '{}' })).header('Content-Type')).toBe('application/json');
    const empty = await reply({ statusCode: 204 });
    expect(empty.status).toBe(204);
    expect(empty.header('Content-Type')).toBe('application/json');
    expect(empty.header('Content-Length')).toBeUndefined();
    expect(
      (await reply({ statusCode: 200, headers: { 'content-TYPE': 'a/b' } })).header('Content-Type'),
    ).toBe('a/b');
  });

  test('merges both header maps; for a name in both, only the list counts', async () => {
    const response = await reply({
      statusCode: 200,
      headers: { Vary: 'single', 'X-Single': 's' },
      multiValueHeaders: { vary: ['a', 'b'], 'Set-Cookie': ['x=1', 'y=2'] },
    });
    const named = (name: string) =>
      response.headers.filter(([candidate]) => candidate.toLowerCase() === name).map(([, value]) => value);
    expect(named('vary')).toEqual(['a', 'b']);
    expect(named('set-cookie')).toEqual(['x=1', 'y=2']);
    expect(named('x-single')).toEqual(['s']);
  });

  test('sends a Base64 body as bytes', async () => {
    const bytes = Buffer.from([0, 255, 128, 10]);
    const response = await reply({ statusCode: 200, body: bytes.toString('base64'), isBase64Encoded: true });
    expect(response.bytes.equals(bytes)).toBe(true);
  });

  test('has a length and no body for HEAD', async () => {
    const response = await reply({ statusCode: 200, body: 'four' }, 'HEAD');
    expect(response.header('Content-Length')).toBe('4');
    expect(response.text).toBe('');
  });

  test.each([
    ['WWW-Authenticate', 'Basic'],
    ['Authorization', 'x'],
    ['Connection', 'x-upgrade'],
    ['Content-MD5', 'x'],
    ['Date', 'today'],
    ['Max-Forwards', '1'],
    ['Server', 'mine'],
    ['user-agent', 'x'],
  ])('renames the header %s', async (name, value) => {
    const response = await reply({ statusCode: 200, headers: { [name]: value } });
    expect(response.headers).toContainEqual([`x-amzn-Remapped-${name}`, value]);
    expect(response.header(name)).not.toBe(value);
  });

  test.each([
    ['Transfer-Encoding', 'chunked'],
    ['Expect', 'x'],
    ['Host', 'elsewhere'],
    ['Proxy-Authenticate', 'x'],
    ['TE', 'x'],
    ['Trailer', 'x'],
    ['Upgrade', 'x'],
    ['Via', 'x'],
    ['Content-Length', '1'],
  ])('drops the header %s', async (name, value) => {
    const response = await reply({ statusCode: 200, headers: { [name]: value }, body: 'whole body' });
    expect(response.text).toBe('whole body');
    expect(response.headers).not.toContainEqual([expect.stringMatching(new RegExp(`^${name}$`, 'i')), value]);
  });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'hello'],
    ['a list', []],
    ['no status', { body: 'x' }],
    ['a status that is not a number', { statusCode: 'OK' }],
    ['a status with more behind it', { statusCode: '200x' }],
    ['a broken status', { statusCode: 200.5 }],
    ['an interim status', { statusCode: 101 }],
    ['a status that is too high', { statusCode: 600 }],
    ['a body that is an object', { statusCode: 200, body: {} }],
    ['headers that are a list', { statusCode: 200, headers: [] }],
    ['a header that is an object', { statusCode: 200, headers: { a: {} } }],
    ['a header that is null', { statusCode: 200, headers: { a: null } }],
    ['a text as a list of values', { statusCode: 200, multiValueHeaders: { a: 'b' } }],
    ['an encoding that is not a boolean', { statusCode: 200, isBase64Encoded: 'yes' }],
    ['a header name that cannot be sent', { statusCode: 200, headers: { 'a b': 'c' } }],
    ['a header value with a line break', { statusCode: 200, headers: { a: 'b\r\nc: d' } }],
    ['a header value that is not Latin', { statusCode: 200, headers: { a: '你' } }],
  ])('is 502 when the function returns %s: %j', async (_name, result) => {
    const response = await reply(result);
    expect(response.status).toBe(502);
    expect(response.json()).toEqual({ message: 'Internal server error' });
    expect(stack.records.at(-1)?.detail).toMatch(/^malformed Lambda proxy response: /);
  });

  test('takes a status as text', async () => {
    expect((await reply({ statusCode: '418' })).status).toBe(418);
  });
});

describe('an API without binary media types', () => {
  test('sends a Base64 body as text', async () => {
    const stack = await serveStack({
      ...functionResource('Reply', 'reply'),
      ...apiResources({
        methods: [{ path: '/', verb: 'GET', to: 'Reply' }],
        properties: { BinaryMediaTypes: ['image/png'] },
      }),
    });
    const result = JSON.stringify({ statusCode: 200, body: 'eA==', isBase64Encoded: true });
    expect((await stack.send({ headers: [['X-Result', result]] })).text).toBe('eA==');
    const accepting = await stack.send({
      headers: [
        ['X-Result', result],
        ['Accept', 'image/png, text/html'],
      ],
    });
    expect(accepting.text).toBe('x');
    await stack.close();
  });
});
