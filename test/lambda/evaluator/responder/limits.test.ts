import { MAX_BODY_BYTES } from '../../../../lambda/evaluator/upstream/proxy-result';
import { Gateway, LISTED } from './support/gateway';
import { RecordingUpstream } from './support/recording-upstream';

let upstream: RecordingUpstream;
beforeAll(async () => {
  upstream = await RecordingUpstream.start();
});
afterAll(() => upstream.stop());
beforeEach(() => {
  upstream.reset();
});

/** The limits of Lambda for one synchronous invocation. */
const EVENT_LIMIT = 6_291_456;
const RESULT_LIMIT = 6_291_556;

const CROSS_ORIGIN = { path: '/data/x', headers: { Origin: LISTED } };

function gateway(): Gateway {
  return new Gateway({ upstreams: { http: [{ path: '/', match: 'prefix', url: upstream.url }] } });
}

/** Bytes without a pattern that a broken cut could repeat. */
const NOISE = Buffer.from(
  Uint8Array.from({ length: 10_000_000 }, (_, index) => (index * 2_654_435_761) >>> 24),
);

function noise(length: number): Buffer {
  return NOISE.subarray(0, length);
}

describe('request bodies', () => {
  test('the largest that an event can hold arrives whole', async () => {
    const body = noise((EVENT_LIMIT / 4) * 3);
    expect((await gateway().call({ ...CROSS_ORIGIN, method: 'POST', body })).status).toBe(200);
    expect(upstream.request.body.equals(body)).toBe(true);
  });

  test.each([
    ['in base64', noise((EVENT_LIMIT / 4) * 3 + 1)],
    ['of 10 MB', noise(10_000_000)],
    ['as text', 'a'.repeat(EVENT_LIMIT + 1)],
    ['as text of more bytes than characters', 'ü'.repeat(EVENT_LIMIT / 2 + 1)],
  ])('one past it %s: 413 that the page can read', async (_name, body) => {
    const answer = await gateway().call({ ...CROSS_ORIGIN, method: 'POST', body });
    expect([answer.status, JSON.parse(answer.body.toString())]).toMatchObject([
      413,
      { code: 'request_too_large' },
    ]);
    expect(answer.headers.get('access-control-allow-origin')).toEqual([LISTED]);
    expect(upstream.requests).toEqual([]);
  });

  test('text at the limit arrives', async () => {
    const answer = await gateway().call({ ...CROSS_ORIGIN, method: 'POST', body: 'a'.repeat(EVENT_LIMIT) });
    expect(answer.status).toBe(200);
    expect(upstream.request.body).toHaveLength(EVENT_LIMIT);
  });
});

describe('response bodies', () => {
  const answering = (length: number, headers: Record<string, string> = {}): Buffer => {
    const body = noise(length);
    upstream.answer = (_request, response) => response.writeHead(200, headers).end(body);
    return body;
  };

  test('a large one comes back whole, and the answer fits Lambda', async () => {
    const body = answering(MAX_BODY_BYTES - 3_000);
    const answer = await gateway().call(CROSS_ORIGIN);
    expect(answer.body.equals(body)).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(answer.result))).toBeLessThanOrEqual(RESULT_LIMIT);
  });

  test.each([
    ['that leaves no room for headers', MAX_BODY_BYTES, {}],
    ['one past what base64 leaves of an answer', MAX_BODY_BYTES + 1, {}],
    ['of 10 MB', 10_000_000, {}],
    ['that fits, with headers that do not', MAX_BODY_BYTES - 3_000, { 'X-Large': 'a'.repeat(9_000) }],
  ])('one %s: 502 that the page can read', async (_name, length, headers) => {
    answering(length, headers);
    const answer = await gateway().call(CROSS_ORIGIN);
    expect([answer.status, JSON.parse(answer.body.toString())]).toMatchObject([
      502,
      { code: 'upstream_response_too_large' },
    ]);
    expect(answer.headers.get('access-control-allow-origin')).toEqual([LISTED]);
  });

  test('whatever passes fits, at the edge too', async () => {
    const fits = async (length: number): Promise<boolean> => {
      answering(length);
      const answer = await gateway().call(CROSS_ORIGIN);
      expect(Buffer.byteLength(JSON.stringify(answer.result))).toBeLessThanOrEqual(RESULT_LIMIT);
      return answer.status === 200;
    };
    let [fitting, tooLarge] = [MAX_BODY_BYTES - 3_000, MAX_BODY_BYTES];
    while (tooLarge - fitting > 1) {
      const middle = Math.floor((fitting + tooLarge) / 2);
      if (await fits(middle)) fitting = middle;
      else tooLarge = middle;
    }
    expect(await fits(fitting)).toBe(true);
    // Nothing is wasted either: at most the frame and rounding to groups of three bytes.
    expect(MAX_BODY_BYTES - fitting).toBeLessThan(600);
  });
});
