import { createEvaluator, type Respond } from '../../../lambda/evaluator/evaluator';
import type { Judging } from '../../../lambda/shared/verdict/judge-call';
import { problemResponse, type ProxyResult } from '../../../lambda/shared/answer/problem-response';
import { REASONS, type Reason } from '../../../lib/core';
import {
  judgingOf,
  DISCOVERY,
  environment,
  LISTED,
  MemoryAllowlist,
  SESSION,
  TOKEN,
  UNLISTED,
} from '../support/judging';
import { authorizerEvent, payload2Event, proxyEvent, type Asked } from '../support/events';

const mockLines: string[] = [];
jest.mock('../../../lambda/shared/log/write-line', () => ({
  writeLine: (line: string) => mockLines.push(line),
}));

/** The calls that the responder got. */
let forwarded: string[];

const respond: Respond = (call, verdict) => {
  forwarded.push(`${call.method} ${call.path} ${verdict.reason}`);
  return Promise.resolve(problemResponse('no_backend', call.requestId, verdict.headers));
};

beforeEach(() => {
  forwarded = [];
  mockLines.length = 0;
});

async function answered(event: unknown, judging: Judging = judgingOf()): Promise<ProxyResult> {
  return (await createEvaluator(judging, () => respond)(event)) as ProxyResult;
}

const preflight = (origin: string, path: string, more: Asked['headers'] = []): Asked => ({
  method: 'OPTIONS',
  path,
  headers: [['Origin', origin], ['Access-Control-Request-Method', 'POST'], ...more],
});

const VARY = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';

describe('OPTIONS is answered here, always', () => {
  test('an allowed preflight', async () => {
    const result = await answered(
      proxyEvent(preflight(LISTED, TOKEN, [['access-control-request-headers', 'content-type,dpop']])),
    );
    expect(result).toEqual({
      statusCode: 204,
      headers: {
        Vary: VARY,
        'Cache-Control': 'no-store',
        'Access-Control-Allow-Origin': LISTED,
        'Access-Control-Allow-Methods': 'POST',
        'Access-Control-Allow-Headers': 'content-type, dpop',
        'Access-Control-Max-Age': '7200',
      },
      body: '',
      isBase64Encoded: false,
    });
  });

  test.each<[name: string, asked: Asked, status: number, allowed: string | undefined]>([
    ['preflight, credentials', preflight(LISTED, SESSION), 204, LISTED],
    ['preflight, public', preflight(UNLISTED, DISCOVERY), 204, '*'],
    ['preflight, unlisted', preflight(UNLISTED, TOKEN), 403, undefined],
    ['preflight, closed', preflight(LISTED, '/nowhere'), 403, undefined],
    ['preflight, null', preflight('null', TOKEN), 403, undefined],
    ['no preflight, no origin', { method: 'OPTIONS', path: TOKEN }, 204, undefined],
    ['no preflight, listed', { method: 'OPTIONS', path: TOKEN, headers: [['Origin', LISTED]] }, 204, LISTED],
    [
      'no preflight, unlisted',
      { method: 'OPTIONS', path: TOKEN, headers: [['Origin', UNLISTED]] },
      403,
      undefined,
    ],
    ['a path that nothing names, no origin', { method: 'OPTIONS', path: '/nowhere' }, 204, undefined],
  ])('%s', async (_name, asked, status, allowed) => {
    const result = await answered(proxyEvent(asked));
    expect(result.statusCode).toBe(status);
    expect(result.headers['Access-Control-Allow-Origin']).toBe(allowed);
    expect(result.headers['Vary']).toBe(VARY);
    expect(forwarded).toEqual([]);
  });

  test('a preflight stays refused in report mode', async () => {
    const judging = judgingOf(environment({ enforcement: 'report' }));
    expect((await answered(proxyEvent(preflight(UNLISTED, TOKEN)), judging)).statusCode).toBe(403);
  });
});

describe('refusals', () => {
  const unreadable = new MemoryAllowlist();
  unreadable.instead = { available: false, source: 'none' };
  const off = new MemoryAllowlist({ enableCorsForOAuthEndpoints: false });
  const extension = `chrome-extension://${'a'.repeat(32)}`;

  test.each<[reason: Reason, asked: Asked, status: number, allowlist?: MemoryAllowlist]>([
    ['null_origin', { headers: [['Origin', 'null']] }, 403],
    ['malformed_origin', { headers: [['Origin', '<script>']] }, 403],
    ['endpoint_closed', { path: '/nowhere', headers: [['Origin', LISTED]] }, 403],
    ['host_not_supported', { domainName: 'x.example', headers: [['Origin', LISTED]] }, 403],
    ['oauth_cors_disabled', { path: TOKEN, headers: [['Origin', LISTED]] }, 403, off],
    ['api_version_too_old', { path: '/services/data/v52.0/x', headers: [['Origin', extension]] }, 403],
    ['origin_not_allowlisted', { headers: [['Origin', UNLISTED]] }, 403],
    ['store_unavailable', { headers: [['Origin', LISTED]] }, 503, unreadable],
  ])('%s', async (reason, asked, statusCode, allowlist = new MemoryAllowlist()) => {
    const result = await answered(
      proxyEvent({ ...asked, requestId: 'r1=' }),
      judgingOf(environment(), allowlist),
    );
    expect({ ...result, body: JSON.parse(result.body) as unknown }).toEqual({
      statusCode,
      headers: {
        Vary: 'Origin',
        'Cache-Control': 'no-store',
        'Content-Type': 'application/problem+json',
        'Cors-Refused': reason,
      },
      body: {
        type: `urn:apigateway-cors-allowlist:problem:${reason}`,
        title: REASONS[reason],
        status: statusCode,
        code: reason,
        requestId: 'r1=',
      },
      isBase64Encoded: false,
    });
    expect(forwarded).toEqual([]);
  });
});

describe('what goes on to the responder', () => {
  test.each<[name: string, asked: Asked, expected: string]>([
    ['no origin', { path: '/x' }, 'GET /x not_cors'],
    [
      'allowed',
      { path: TOKEN, method: 'POST', headers: [['Origin', LISTED]] },
      `POST ${TOKEN} origin_allowlisted`,
    ],
    [
      'same-origin',
      {
        headers: [
          ['Sec-Fetch-Site', 'same-origin'],
          ['Origin', 'null'],
        ],
      },
      'GET /services/data same_origin',
    ],
  ])('%s', async (_name, asked, expected) => {
    const result = await answered(proxyEvent(asked));
    expect(forwarded).toEqual([expected]);
    expect(result.headers['Vary']).toBe('Origin');
  });

  test('what report mode lets pass', async () => {
    const judging = judgingOf(environment({ enforcement: 'report' }));
    const result = await answered(proxyEvent({ headers: [['Origin', UNLISTED]] }), judging);
    expect(forwarded).toEqual(['GET /services/data origin_not_allowlisted']);
    expect(result.headers).not.toHaveProperty('Access-Control-Allow-Origin');
  });

  test('the responder is made once, when the first request needs it', async () => {
    let made = 0;
    const evaluator = createEvaluator(judgingOf(), () => {
      made += 1;
      return respond;
    });
    await evaluator(authorizerEvent());
    await evaluator(proxyEvent(preflight(LISTED, TOKEN)));
    expect(made).toBe(0);
    await evaluator(proxyEvent());
    await evaluator(proxyEvent());
    expect(made).toBe(1);
  });

  test('a responder that breaks: 503 that an allowed page can read', async () => {
    const evaluator = createEvaluator(judgingOf(), () => () => Promise.reject(new Error('secret detail')));
    const result = (await evaluator(proxyEvent({ headers: [['Origin', LISTED]] }))) as ProxyResult;
    expect(result.statusCode).toBe(503);
    expect(result.headers['Access-Control-Allow-Origin']).toBe(LISTED);
    expect(result.body).toContain('verdict_unavailable');
    expect(result.body).not.toContain('secret detail');
    expect(mockLines.join()).toContain('secret detail');
  });

  test('a responder that cannot be made: the same, and the next request is answered', async () => {
    const evaluator = createEvaluator(judgingOf(), () => {
      throw new Error('CORS_UPSTREAMS cannot work');
    });
    expect(await evaluator(proxyEvent())).toMatchObject({ statusCode: 503 });
    expect(mockLines.join()).toContain('CORS_UPSTREAMS cannot work');
    expect(await evaluator(proxyEvent(preflight(LISTED, TOKEN)))).toMatchObject({ statusCode: 204 });
  });
});

describe('an event that is not a request: 400 with a name, and the next request works', () => {
  test.each<[name: string, event: unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'x'],
    ['a number', 7],
    ['a list', [proxyEvent()]],
    ['an empty object', {}],
    ['a TOKEN authorizer event', { type: 'TOKEN', methodArn: 'arn', authorizationToken: 'x' }],
    ['a scheduled event', { source: 'aws.events', 'detail-type': 'Scheduled Event' }],
    ['a path that is no text', { ...proxyEvent(), path: 7 }],
    ['a context that is no map', { ...proxyEvent(), requestContext: 7 }],
    [
      'a request id that is no text',
      { ...proxyEvent(), requestContext: { requestId: {}, extendedRequestId: 1 } },
    ],
  ])('%s', async (_name, event) => {
    const result = await answered(event);
    expect(result.statusCode).toBe(400);
    expect(result.headers).toEqual({
      Vary: 'Origin',
      'Cache-Control': 'no-store',
      'Content-Type': 'application/problem+json',
    });
    expect(JSON.parse(result.body)).toMatchObject({ code: 'malformed_request' });
    expect(await answered(proxyEvent(preflight(LISTED, TOKEN)))).toMatchObject({ statusCode: 204 });
  });

  test('its id is in the body, where it has one', async () => {
    const event = { ...proxyEvent({ requestId: 'r9=' }), httpMethod: null };
    expect(JSON.parse((await answered(event)).body)).toMatchObject({ requestId: 'r9=' });
  });
});

test('an event of payload 2.0 is answered too', async () => {
  expect(await answered(payload2Event(preflight(LISTED, TOKEN)))).toMatchObject({ statusCode: 204 });
});

test('the handler declares no callback, which Node.js 24 would refuse', () => {
  expect(createEvaluator(judgingOf(), () => respond).length).toBeLessThanOrEqual(2);
});
