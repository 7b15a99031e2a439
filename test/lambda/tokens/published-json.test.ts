import type { RequestListener } from 'node:http';
import { MAX_DOCUMENT_BYTES } from '../../../lambda/tokens/limits';
import { publishedJson, UnreadableError } from '../../../lambda/tokens/published-json';
import { RecordingUpstream, valuesOf } from '../evaluator/responder/support/recording-upstream';

let server: RecordingUpstream;

beforeAll(async () => {
  server = await RecordingUpstream.start();
});

beforeEach(() => server.reset());

afterAll(() => server.stop());

const endless = new AbortController().signal;

/** The error of a read. */
async function failure(url: string, signal = endless): Promise<UnreadableError> {
  const error: unknown = await publishedJson(new URL(url), signal).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UnreadableError);
  return error as UnreadableError;
}

/** An object that takes so many bytes. */
const ofSize = (bytes: number): string => `{"a":"${'x'.repeat(bytes - '{"a":""}'.length)}"}`;

test('an object is read with one request that asks for JSON', async () => {
  server.answer = (_request, response) => response.end('{"a":[1,"ä"]}');
  expect(await publishedJson(new URL(`${server.url}/keys?x=1`), endless)).toEqual({ a: [1, 'ä'] });
  expect(server.request).toMatchObject({ method: 'GET', target: '/keys?x=1' });
  expect(valuesOf(server.request, 'accept')).toEqual(['application/json']);
});

test('an object as large as the limit, in pieces', async () => {
  const text = ofSize(MAX_DOCUMENT_BYTES);
  server.answer = (_request, response) => {
    response.write(text.slice(0, 1000));
    setImmediate(() => response.end(text.slice(1000)));
  };
  expect(Object.keys(await publishedJson(new URL(server.url), endless))).toEqual(['a']);
});

test.each<[name: string, answer: RequestListener, message: string, status: number]>([
  ['no JSON', (_request, response) => response.end('{'), '/keys is not JSON', 0],
  ['null', (_request, response) => response.end('null'), '/keys is not a JSON object', 0],
  ['a list', (_request, response) => response.end('[]'), '/keys is not a JSON object', 0],
  ['a text', (_request, response) => response.end('"a"'), '/keys is not a JSON object', 0],
  [
    'a byte too much',
    (_request, response) => response.end(ofSize(MAX_DOCUMENT_BYTES + 1)),
    '/keys is too large',
    0,
  ],
  ['an error', (_request, response) => response.writeHead(500).end('{}'), '/keys has status 500', 500],
  ['nothing there', (_request, response) => response.writeHead(404).end(), '/keys has status 404', 404],
  [
    'a place elsewhere',
    (_request, response) => response.writeHead(302, { Location: '/other' }).end('{}'),
    '/keys has status 302',
    302,
  ],
])('%s is no document', async (_name, answer, message, status) => {
  server.answer = answer;
  expect(await failure(`${server.url}/keys`)).toMatchObject({ name: 'UnreadableError', message, status });
  expect(server.requests).toHaveLength(1);
});

test('a connection that ends in the middle', async () => {
  server.answer = (_request, response) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('{"a":', () => response.destroy());
  };
  const { host } = new URL(server.url);
  expect(await failure(`${server.url}/keys`)).toMatchObject({
    message: `${host}/keys: ECONNRESET`,
    status: 0,
  });
});

test('a server that does not answer, or not to the end', async () => {
  const { host } = new URL(server.url);
  for (const start of ['', '{"a":']) {
    const ending = new AbortController();
    server.answer = (_request, response) => {
      if (start === '') ending.abort();
      else response.write(start, () => setImmediate(() => ending.abort()));
    };
    const { message } = await failure(`${server.url}/keys`, ending.signal);
    expect(message).toBe(`${host}/keys did not answer in time`);
  }
});

test('a time that is over before anything is asked', async () => {
  server.answer = () => undefined;
  expect(await failure(`${server.url}/keys`, AbortSignal.timeout(0))).toMatchObject({
    message: expect.stringContaining('did not answer in time') as string,
  });
});

test('nobody who listens', async () => {
  const gone = await RecordingUpstream.start();
  const { host } = new URL(gone.url);
  await gone.stop();
  expect((await failure(`http://${host}/keys`)).message).toBe(`${host}/keys: ECONNREFUSED`);
});

test('TLS where the address says so', async () => {
  const { host } = new URL(server.url);
  expect((await failure(`https://${host}/keys`)).message).toContain(`${host}/keys: E`);
  expect(server.requests).toEqual([]);
});

test('an answer that is no document is not read on', async () => {
  const closed = new Promise((resolve) => {
    server.answer = (_request, response) => {
      response.on('close', resolve);
      response.writeHead(500);
      response.write('x');
    };
  });
  expect(await failure(`${server.url}/keys`)).toMatchObject({ status: 500 });
  await closed;
});
