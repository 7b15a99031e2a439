import {
  CONTEXT_EXPOSE_HEADERS,
  CONTEXT_HEADERS,
  CONTEXT_METHOD,
  CONTEXT_ORIGIN,
  CONTEXT_OUTCOME,
  CONTEXT_PATH,
  CONTEXT_REASON,
  CONTEXT_REQUEST_ID,
} from '../../../../lib/contract';
import { judgeCall } from '../../../../lambda/shared/verdict/judge-call';
import { readApiCall } from '../../../../lambda/shared/event/api-call';
import {
  contextOf,
  MAX_CONTEXT_BYTES,
  verdictIn,
  type VerdictContext,
} from '../../../../lambda/shared/verdict/verdict-context';
import { judgingOf, DISCOVERY, environment, LISTED, MemoryAllowlist, SESSION } from '../../support/judging';
import { authorizerEvent, type Asked } from '../../support/events';

jest.mock('../../../../lambda/shared/log/write-line', () => ({ writeLine: jest.fn() }));

const allowlist = new MemoryAllowlist();
const judging = judgingOf(environment(), allowlist);

async function written(asked: Asked, seat = judging): Promise<VerdictContext> {
  const call = readApiCall(authorizerEvent(asked), seat.policy, Date.now());
  return contextOf(call, await judgeCall(seat, call, 'authorizer'));
}

const ASKED: Asked = { headers: [['Origin', LISTED]], requestId: 'request-1=' };
const call = readApiCall(authorizerEvent(ASKED), judging.policy, Date.now());

/** The problem of a policy that denies a request which the verdict did not refuse. */
const ACCESS_DENIED = {
  corsProblem: 'access_denied',
  corsType: 'urn:apigateway-cors-allowlist:problem:access_denied',
  corsTitle: 'A policy of the API denies the request.',
};

describe('the context of', () => {
  test('an allowed request', async () => {
    const vary = 'Origin';
    const exposed =
      'WWW-Authenticate, x-amzn-remapped-www-authenticate, Retry-After, ETag, Location, Link, Content-Range, DPoP-Nonce, ' +
      'X-Request-Id, x-amzn-RequestId';
    const headers = {
      Vary: vary,
      'Access-Control-Allow-Origin': LISTED,
      'Access-Control-Expose-Headers': exposed,
    };
    const { corsHeaders, ...scalars } = await written(ASKED);
    expect(scalars).toEqual({
      corsOrigin: LISTED,
      corsMethod: 'GET',
      corsPath: '/services/data',
      corsRequestId: 'request-1=',
      corsOutcome: 'allow',
      corsReason: 'origin_allowlisted',
      corsEntry: LISTED,
      ...ACCESS_DENIED,
      corsAllowOrigin: LISTED,
      corsExposeHeaders: exposed,
      corsVary: vary,
    });
    expect(JSON.parse(corsHeaders!)).toEqual(headers);
  });

  test('credentials, where the endpoint turns them on', async () => {
    expect(await written({ ...ASKED, path: SESSION })).toMatchObject({ corsAllowCredentials: 'true' });
  });

  test('a public endpoint', async () => {
    expect(await written({ ...ASKED, path: DISCOVERY })).toMatchObject({ corsAllowOrigin: '*' });
  });

  test('a request without an origin', async () => {
    expect(await written({ requestId: 'r' })).toEqual({
      corsMethod: 'GET',
      corsPath: '/services/data',
      corsRequestId: 'r',
      corsOutcome: 'pass',
      corsReason: 'not_cors',
      ...ACCESS_DENIED,
      corsHeaders: '{"Vary":"Origin"}',
      corsVary: 'Origin',
    });
  });

  test('a refusal, with its problem and without the headers of an allow', async () => {
    const context = await written({ headers: [['Origin', 'null']] });
    expect(context).toMatchObject({
      corsOutcome: 'refuse',
      corsReason: 'null_origin',
      corsRefused: 'null_origin',
      corsProblem: 'null_origin',
      corsType: 'urn:apigateway-cors-allowlist:problem:null_origin',
      corsTitle: expect.stringContaining('null') as string,
    });
    for (const key of ['corsHeaders', 'corsAllowOrigin', 'corsAllowCredentials', 'corsExposeHeaders']) {
      expect(context).not.toHaveProperty(key);
    }
  });

  test('a refusal that only report mode let pass', async () => {
    const reporting = judgingOf(environment({ enforcement: 'report' }), allowlist);
    const context = await written({ headers: [['Origin', 'null']] }, reporting);
    expect(context).toMatchObject({ corsOutcome: 'pass', corsReason: 'null_origin', ...ACCESS_DENIED });
    expect(context).not.toHaveProperty('corsRefused');
  });

  test('any request has only texts in it', async () => {
    for (const value of Object.values(await written(ASKED))) expect(typeof value).toBe('string');
  });
});

describe('its size, which API Gateway bounds at 8 KB for the whole result', () => {
  const longest = `https://${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(57)}.com:65535`;
  const long = '/services/data/'.padEnd(10_240, 'x');
  const names = (count: number): string[] =>
    Array.from({ length: count }, (_, i) => `x-exposed-${String(i)}`);

  test.each<[name: string, asked: Asked, exposed: readonly string[]]>([
    ['the longest origin that is allowed', { headers: [['Origin', longest]] }, []],
    [
      'a public endpoint, an origin of 9,000 characters',
      { path: DISCOVERY, headers: [['Origin', 'y'.repeat(9000)]] },
      [],
    ],
    ['the longest path', { path: long, headers: [['Origin', longest]] }, []],
    ['exposed headers of a kilobyte', { path: long, headers: [['Origin', longest]] }, names(70)],
    ['exposed headers of 2.5 kilobytes', { path: long, headers: [['Origin', longest]] }, names(180)],
    ['exposed headers that fit but once', { path: long, headers: [['Origin', longest]] }, names(380)],
    ['a refusal on the longest path', { path: long, headers: [['Origin', 'null']] }, []],
  ])('%s', async (_name, asked, exposedHeaders) => {
    allowlist.instead = {
      available: true,
      source: 'table',
      entries: [{ id: 'one', pattern: longest, status: 'active' }],
      enableCorsForOAuthEndpoints: true,
    };
    const seat = judgingOf(environment({ exposedHeaders }), allowlist);
    const context = await written(asked, seat);
    allowlist.instead = undefined;
    expect(Buffer.byteLength(JSON.stringify(context))).toBeLessThanOrEqual(MAX_CONTEXT_BYTES);
    expect(context).toHaveProperty(CONTEXT_REASON);
    if (context[CONTEXT_OUTCOME] === 'allow') {
      const headers = JSON.parse(context[CONTEXT_HEADERS]!) as Record<string, string>;
      expect(headers['Access-Control-Allow-Origin']).toBe(context['corsAllowOrigin']);
      expect(headers['Access-Control-Expose-Headers']?.split(', ') ?? []).toEqual(exposedHeaders);
    }
  });

  test.each<[name: string, asked: Asked, exposed: readonly string[], leftOut: readonly string[]]>([
    ['everything fits: nothing', { headers: [['Origin', LISTED]] }, names(70), []],
    [
      'the path is long: only the path',
      { path: long, headers: [['Origin', LISTED]] },
      names(70),
      [CONTEXT_PATH],
    ],
    [
      'the origin is too long: the path and the origin',
      { path: DISCOVERY, headers: [['Origin', 'y'.repeat(7000)]] },
      names(70),
      [CONTEXT_PATH, CONTEXT_ORIGIN],
    ],
    [
      'the exposed headers fit only once: all three',
      { path: long, headers: [['Origin', LISTED]] },
      names(250),
      [CONTEXT_PATH, CONTEXT_ORIGIN, CONTEXT_EXPOSE_HEADERS],
    ],
  ])('left out where %s', async (_name, asked, exposedHeaders, leftOut) => {
    const context = await written(asked, judgingOf(environment({ exposedHeaders }), allowlist));
    const candidates = [CONTEXT_PATH, CONTEXT_ORIGIN, CONTEXT_EXPOSE_HEADERS];
    expect(candidates.filter((key) => context[key] === undefined)).toEqual(leftOut);
  });

  test('a middleware takes no verdict whose subject had to be left out', async () => {
    const asked: Asked = { ...ASKED, path: long };
    const context = await written(asked);
    expect(context).not.toHaveProperty(CONTEXT_PATH);
    const longCall = readApiCall(authorizerEvent(asked), judging.policy, Date.now());
    expect(verdictIn(context, longCall)).toBeUndefined();
  });

  test('headers that never fit are an error, not a verdict that is cut', async () => {
    const seat = judgingOf(environment({ exposedHeaders: names(700) }), allowlist);
    await expect(written(ASKED, seat)).rejects.toThrow(RangeError);
  });
});

describe('the middleware takes for a verdict', () => {
  test('the one on this very request', async () => {
    expect(verdictIn(await written(ASKED), call)).toEqual({
      outcome: 'allow',
      reason: 'origin_allowlisted',
      isCallerChecked: false,
      headers: expect.objectContaining({ 'Access-Control-Allow-Origin': LISTED }) as unknown,
    });
  });

  test('among what API Gateway and others write beside it', async () => {
    const context = { ...(await written(ASKED)), principalId: 'cors', integrationLatency: '3' };
    expect(verdictIn(context, call)?.outcome).toBe('allow');
  });

  test('a pass on a request without an origin', async () => {
    const asked: Asked = { requestId: 'r' };
    const passing = readApiCall(authorizerEvent(asked), judging.policy, Date.now());
    expect(verdictIn(await written(asked), passing)?.outcome).toBe('pass');
  });

  test.each<[name: string, change: Readonly<Record<string, unknown>>]>([
    ['another origin', { [CONTEXT_ORIGIN]: 'https://other.example' }],
    ['no origin', { [CONTEXT_ORIGIN]: undefined }],
    ['another method', { [CONTEXT_METHOD]: 'POST' }],
    ['another path', { [CONTEXT_PATH]: '/services/data/x' }],
    ['another request (a cached context)', { [CONTEXT_REQUEST_ID]: 'request-0=' }],
    ['a refusal that arrives nonetheless', { [CONTEXT_OUTCOME]: 'refuse' }],
    ['an unknown outcome', { [CONTEXT_OUTCOME]: 'permit' }],
    ['an unknown reason', { [CONTEXT_REASON]: 'toString' }],
    ['no headers', { [CONTEXT_HEADERS]: undefined }],
    ['headers that are no JSON', { [CONTEXT_HEADERS]: '{Vary=Origin}' }],
    ['headers that are a list', { [CONTEXT_HEADERS]: '[]' }],
    ['headers that are null', { [CONTEXT_HEADERS]: 'null' }],
    ['headers that are no texts', { [CONTEXT_HEADERS]: '{"Vary":1}' }],
  ])('not one with %s', async (_name, change) => {
    expect(verdictIn({ ...(await written(ASKED)), ...change }, call)).toBeUndefined();
  });

  test.each([undefined, null, 'corsOutcome=allow', 7, {}])('not %j', (context) => {
    expect(verdictIn(context, call)).toBeUndefined();
  });

  test('none without an extended request id, because clients can set the other', async () => {
    const event = authorizerEvent(ASKED);
    delete event.requestContext['extendedRequestId'];
    const unnamed = readApiCall(event, judging.policy, Date.now());
    const context = { ...(await written(ASKED)), [CONTEXT_REQUEST_ID]: unnamed.requestId };
    expect(verdictIn(context, unnamed)).toBeUndefined();
    expect(verdictIn({ ...context, [CONTEXT_REQUEST_ID]: undefined }, unnamed)).toBeUndefined();
  });

  test('none on several origins', async () => {
    const asked: Asked = {
      path: DISCOVERY,
      headers: [
        ['Origin', LISTED],
        ['Origin', 'https://other.example'],
      ],
    };
    const several = readApiCall(authorizerEvent(asked), judging.policy, Date.now());
    expect(verdictIn(await written(asked), several)).toBeUndefined();
  });
});
