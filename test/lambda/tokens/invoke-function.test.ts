import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { RequestListener } from 'node:http';
import { invokeFunction } from '../../../lambda/tokens/invoke-function';
import { UnreadableError } from '../../../lambda/tokens/published-json';
import { RecordingUpstream, valuesOf } from '../evaluator/responder/support/recording-upstream';

const ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:authorizer';
const MAX_ANSWER_BYTES = 65_536;
const before = { ...process.env };
const endless = new AbortController().signal;
let lambda: RecordingUpstream;

beforeAll(async () => {
  lambda = await RecordingUpstream.start();
});

beforeEach(() => {
  lambda.reset();
  delete process.env['AWS_ENDPOINT_URL'];
  delete process.env['AWS_SESSION_TOKEN'];
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_LAMBDA: lambda.url,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });
});

afterAll(async () => {
  process.env = before;
  await lambda.stop();
});

/** Answers with a status, a body, and the header of an error of the function. */
const told =
  (body: string, status = 200, error?: string): RequestListener =>
  (_request, response) =>
    response.writeHead(status, error === undefined ? {} : { 'X-Amz-Function-Error': error }).end(body);

/** The message of the error of a call. */
async function failure(signal = endless, arn = ARN): Promise<string> {
  const error: unknown = await invokeFunction(arn, {}, signal).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UnreadableError);
  return (error as UnreadableError).message;
}

test('the event is posted to the function, and its result comes back', async () => {
  lambda.answer = told('{"principalId":"ä"}');
  expect(await invokeFunction(ARN, { a: 1 }, endless)).toEqual({ result: { principalId: 'ä' } });
  expect(lambda.request).toMatchObject({
    method: 'POST',
    target: `/2015-03-31/functions/${encodeURIComponent(ARN)}/invocations`,
  });
  expect(lambda.request.body.toString()).toBe('{"a":1}');
  expect(valuesOf(lambda.request, 'content-type')).toEqual(['application/json']);
  expect(valuesOf(lambda.request, 'host')).toEqual([new URL(lambda.url).host]);
  expect(valuesOf(lambda.request, 'x-amz-security-token')).toEqual([]);
});

test.each([
  [
    'a session',
    'session',
    ['session'],
    'content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token',
  ],
  ['no session', undefined, [], 'content-type;host;x-amz-content-sha256;x-amz-date'],
])('it is signed with the role of this function: %s', async (_name, session, found, signed) => {
  if (session !== undefined) process.env['AWS_SESSION_TOKEN'] = session;
  lambda.answer = told('{}');
  await invokeFunction(ARN, {}, endless);
  expect(valuesOf(lambda.request, 'x-amz-security-token')).toEqual(found);
  const [authorization = ''] = valuesOf(lambda.request, 'authorization');
  expect(authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/lambda\/aws4_request, /,
  );
  expect(authorization).toContain(`SignedHeaders=${signed}, `);
});

test('the signature is that of the request as it came', async () => {
  lambda.answer = told('{}');
  await invokeFunction(ARN, { a: 1 }, endless);
  const { method, target: path, body } = lambda.request;
  const [date = ''] = valuesOf(lambda.request, 'x-amz-date');
  const { headers } = await new SignatureV4({
    service: 'lambda',
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    sha256: Sha256,
  }).sign(
    {
      method,
      protocol: 'http:',
      hostname: '127.0.0.1',
      path,
      headers: { host: new URL(lambda.url).host, 'content-type': 'application/json' },
      body: body.toString(),
    },
    { signingDate: new Date(date.replace(/(....)(..)(..T..)(..)(..)/, '$1-$2-$3:$4:$5')) },
  );
  expect(valuesOf(lambda.request, 'authorization')).toEqual([headers['authorization']]);
});

test('without credentials it is still asked, and Lambda refuses', async () => {
  delete process.env['AWS_ACCESS_KEY_ID'];
  delete process.env['AWS_SECRET_ACCESS_KEY'];
  lambda.answer = told('{}', 403);
  expect(await failure()).toBe('the authorizer was not invoked (status 403)');
  expect(valuesOf(lambda.request, 'authorization')[0]).toContain('Credential=/');
});

test('another endpoint for every service, and none but AWS itself without one', async () => {
  lambda.answer = told('{"a":1}');
  process.env['AWS_ENDPOINT_URL'] = lambda.url;
  delete process.env['AWS_ENDPOINT_URL_LAMBDA'];
  expect(await invokeFunction(ARN, {}, endless)).toEqual({ result: { a: 1 } });
  process.env['AWS_ENDPOINT_URL_LAMBDA'] = 'http://127.0.0.1:1';
  expect(await failure()).toBe('the authorizer: ECONNREFUSED');
});

test.each<[name: string, answer: RequestListener, found: object]>([
  ['null', told('null'), { result: null }],
  ['a text', told('"x"'), { result: 'x' }],
  [
    'an error by its message',
    told('{"errorMessage":"Unauthorized"}', 200, 'Unhandled'),
    { errorMessage: 'Unauthorized' },
  ],
  ['an object that looks like an error', told('{"errorMessage":"x"}'), { result: { errorMessage: 'x' } }],
  ['an error without a message', told('{}', 200, 'Handled'), { errorMessage: '' }],
  ['an error that is null', told('null', 200, 'Handled'), { errorMessage: '' }],
  ['an error that is a text', told('"errorMessage"', 200, 'Handled'), { errorMessage: '' }],
  ['an error whose message is a number', told('{"errorMessage":7}', 200, 'Handled'), { errorMessage: '7' }],
  [
    'as much as is read',
    told(`"${'x'.repeat(MAX_ANSWER_BYTES - 2)}"`),
    { result: 'x'.repeat(MAX_ANSWER_BYTES - 2) },
  ],
])('a function that answers %s', async (_name, answer, found) => {
  lambda.answer = answer;
  expect(await invokeFunction(ARN, {}, endless)).toEqual(found);
});

test.each<[name: string, answer: RequestListener, message: string]>([
  ['a status that is no success', told('{}', 202), 'the authorizer was not invoked (status 202)'],
  ['no JSON', told('no JSON'), 'the answer of the authorizer is not JSON'],
  ['nothing', told(''), 'the answer of the authorizer is not JSON'],
  [
    'a byte too much',
    told(`"${'x'.repeat(MAX_ANSWER_BYTES - 1)}"`),
    'the answer of the authorizer is too large',
  ],
  [
    'half of it',
    (_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('{', () => response.destroy());
    },
    'the authorizer: ECONNRESET',
  ],
])('a service that answers %s', async (_name, answer, message) => {
  lambda.answer = answer;
  expect(await failure()).toBe(message);
});

test('a status that is no success is in the error', async () => {
  lambda.answer = told('{}', 429);
  await expect(invokeFunction(ARN, {}, endless)).rejects.toMatchObject({ status: 429 });
});

test('an answer that does not come in time', async () => {
  const ending = new AbortController();
  lambda.answer = () => ending.abort();
  expect(await failure(ending.signal)).toBe('the authorizer did not answer in time');
});

test('TLS where the endpoint says so', async () => {
  process.env['AWS_ENDPOINT_URL_LAMBDA'] = lambda.url.replace('http:', 'https:');
  expect(await failure()).toMatch(/^the authorizer: E/);
  expect(lambda.requests).toEqual([]);
});

test.each([
  [ARN, 'lambda.eu-central-1.amazonaws.com'],
  ['arn:aws-cn:lambda:cn-north-1:123456789012:function:a', 'lambda.cn-north-1.amazonaws.com.cn'],
  ['arn:aws:lambda:xcn-:123456789012:function:a', 'lambda.xcn-.amazonaws.com'],
])('%s is asked at %s', async (arn, host) => {
  delete process.env['AWS_ENDPOINT_URL_LAMBDA'];
  const asked: string[] = [];
  const https = process.getBuiltinModule('node:https');
  const request = jest.spyOn(https, 'request').mockImplementation((...parts: unknown[]) => {
    asked.push(String(parts[0]));
    throw new Error('not on this machine');
  });
  await expect(invokeFunction(arn, {}, endless)).rejects.toThrow('not on this machine');
  request.mockRestore();
  expect(asked).toEqual([`https://${host}/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`]);
});
