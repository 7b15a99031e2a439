import fc from 'fast-check';
import { readPolicy } from '../../../../lambda/shared/configuration/configuration';
import { readApiCall, type ApiCall } from '../../../../lambda/shared/event/api-call';
import { bodyBytes } from '../../../../lambda/shared/event/event-body';
import { MalformedEventError } from '../../../../lambda/shared/event/event-parts';
import { environment, LISTED, LOGIN_HOST, OWN_ORIGIN, UNLISTED } from '../../support/judging';
import {
  API_ID,
  authorizerEvent,
  OWN_HOST,
  payload2Event,
  proxyEvent,
  type Event,
} from '../../support/events';

const FUNCTION_URL = `${API_ID}.lambda-url.eu-central-1.on.aws`;
const NOW = 1_795_333_500_000;
const policy = readPolicy(
  environment({
    hosts: [
      { domainName: LOGIN_HOST, kind: 'my-domain', basePath: '/v1' },
      { domainName: 'site.example.com', kind: 'experience-cloud-site', pathPrefix: '/partners' },
    ],
  }),
);

function read(event: unknown): ApiCall {
  return readApiCall(event, policy, NOW);
}

describe('the origins of a request', () => {
  const maps = (headers: unknown, multiValueHeaders: unknown): Event => ({
    ...proxyEvent(),
    headers,
    multiValueHeaders,
  });

  test.each<[name: string, event: Event, origins: readonly string[]]>([
    ['none', proxyEvent(), []],
    ['maps that are missing', maps(undefined, undefined), []],
    ['maps that are null', maps(null, null), []],
    ['as Origin', proxyEvent({ headers: [['Origin', LISTED]] }), [LISTED]],
    ['as origin', proxyEvent({ headers: [['origin', LISTED]] }), [LISTED]],
    ['as ORIGIN', proxyEvent({ headers: [['ORIGIN', LISTED]] }), [LISTED]],
    ['only in the single-value map', maps({ oRiGiN: LISTED }, null), [LISTED]],
    ['only in the multi-value map', maps(null, { Origin: [LISTED] }), [LISTED]],
    [
      'two header lines, both of them',
      proxyEvent({
        headers: [
          ['Origin', LISTED],
          ['Origin', UNLISTED],
        ],
      }),
      [LISTED, UNLISTED],
    ],
    [
      'two spellings, both of them',
      maps({ Origin: LISTED, origin: UNLISTED }, { Origin: [LISTED], origin: [UNLISTED] }),
      [LISTED, UNLISTED],
    ],
    [
      'two spellings in two maps, the full one counts',
      maps({ origin: UNLISTED }, { Origin: [LISTED] }),
      [LISTED],
    ],
    [
      'joined by a comma, one value',
      maps({ origin: `${LISTED}, ${UNLISTED}` }, null),
      [`${LISTED}, ${UNLISTED}`],
    ],
    ['empty', proxyEvent({ headers: [['Origin', '']] }), ['']],
    ['not trimmed', proxyEvent({ headers: [['Origin', ` ${LISTED}`]] }), [` ${LISTED}`]],
    ['of an authorizer', authorizerEvent({ headers: [['origin', LISTED]] }), [LISTED]],
    ['of payload 2.0', payload2Event({ headers: [['Origin', LISTED]] }), [LISTED]],
    [
      'of payload 2.0, two lines are one malformed value',
      payload2Event({
        headers: [
          ['Origin', LISTED],
          ['Origin', UNLISTED],
        ],
      }),
      [`${LISTED},${UNLISTED}`],
    ],
  ])('%s', (_name, event, origins) => {
    expect(read(event).cors.origins).toEqual(origins);
  });
});

test('the other headers that the decision looks at', () => {
  const call = read(
    proxyEvent({
      method: 'OPTIONS',
      headers: [
        ['sec-fetch-mode', 'cors'],
        ['Sec-Fetch-Site', 'cross-site'],
        ['SEC-FETCH-DEST', 'empty'],
        ['Access-Control-Request-Method', 'PUT'],
        ['access-control-request-headers', 'x-one'],
        ['Access-Control-Request-Headers', 'x-two,x-three'],
      ],
    }),
  );
  expect(call.cors).toEqual({
    method: 'OPTIONS',
    path: '/services/data',
    misspeltPrefix: false,
    mayHaveBasePath: false,
    hostKind: 'my-domain',
    ownOrigins: [`https://${OWN_HOST}`],
    origins: [],
    secFetchMode: 'cors',
    secFetchSite: 'cross-site',
    secFetchDest: 'empty',
    requestedMethod: 'PUT',
    requestedHeaders: 'x-one, x-two,x-three',
    now: NOW,
  });
});

describe('host, path and what stood before it', () => {
  const site = { domainName: 'site.example.com' };
  const login = { domainName: LOGIN_HOST, basePath: '/v1' };
  const withContext = (event: Event, more: Record<string, unknown>): Event => ({
    ...event,
    requestContext: { ...event.requestContext, ...more },
  });

  test.each<[name: string, event: Event, path: string, prefix: string, kind: string | undefined]>([
    ['own host', proxyEvent({ path: '/a/b' }), '/a/b', '/prod', 'my-domain'],
    ['own host, root', proxyEvent({ path: '/' }), '/', '/prod', 'my-domain'],
    [
      'own host, the stage without a slash',
      withContext(proxyEvent({ path: '/' }), { path: '/prod' }),
      '/',
      '/prod',
      'my-domain',
    ],
    ['trailing slash', proxyEvent({ path: '/a/' }), '/a/', '/prod', 'my-domain'],
    ['escapes stay', proxyEvent({ path: '/a%20b' }), '/a%20b', '/prod', 'my-domain'],
    ['a path that begins like the stage', proxyEvent({ path: '/prod/x' }), '/prod/x', '/prod', 'my-domain'],
    ['custom domain with a base path', proxyEvent({ ...login, path: '/a' }), '/a', '/v1', 'my-domain'],
    ['its root', proxyEvent({ ...login, path: '' }), '/', '/v1', 'my-domain'],
    [
      'site below a prefix',
      proxyEvent({ ...site, path: '/partners/a' }),
      '/a',
      '/partners',
      'experience-cloud-site',
    ],
    [
      'the prefix alone',
      proxyEvent({ ...site, path: '/partners' }),
      '/',
      '/partners',
      'experience-cloud-site',
    ],
    ['outside the prefix', proxyEvent({ ...site, path: '/a' }), '/a', '', 'experience-cloud-site'],
    ['host without a kind', proxyEvent({ domainName: 'other.example.com' }), '/services/data', '', undefined],
    [
      'no domain name, no full path (some emulators)',
      withContext(proxyEvent({ path: '/a' }), { domainName: undefined, path: undefined }),
      '/a',
      '/prod',
      'my-domain',
    ],
    [
      'neither Host nor X-Forwarded-*',
      proxyEvent({ path: '/a', headers: forged() }),
      '/a',
      '/prod',
      'my-domain',
    ],
    ['payload 2.0', payload2Event({ path: '/a' }), '/a', '', 'my-domain'],
    [
      'payload 2.0, a stage with a name',
      payload2Event({ path: '/a', stage: 'dev' }),
      '/a',
      '/dev',
      'my-domain',
    ],
    [
      'payload 2.0, a stage with a name by a VPC endpoint',
      payload2Event({
        path: '/a',
        stage: 'dev',
        apiHost: `${API_ID}-vpce-0a1b2c.execute-api.amazonaws.com`,
      }),
      '/a',
      '/dev',
      'my-domain',
    ],
    ['payload 2.0, that stage alone', payload2Event({ path: '', stage: 'dev' }), '/', '/dev', 'my-domain'],
    ['Function URL', payload2Event({ path: '/a', apiHost: FUNCTION_URL }), '/a', '', 'my-domain'],
    [
      'payload 2.0, a path that only begins like the stage',
      { ...payload2Event({ stage: 'dev' }), rawPath: '/device' },
      '/device',
      '',
      'my-domain',
    ],
    [
      'payload 2.0, no stage with a name is in no path',
      payload2Event({ path: '/$default/a' }),
      '/$default/a',
      '',
      'my-domain',
    ],
    [
      'payload 2.0, custom domain: a path that begins like the stage',
      payload2Event({ domainName: 'site.example.com', path: '/dev/a', stage: 'dev' }),
      '/dev/a',
      '',
      'experience-cloud-site',
    ],
    [
      'payload 2.0, custom domain: the stage is not in its paths',
      payload2Event({ ...login, path: '/a', stage: 'v1' }),
      '/a',
      '/v1',
      'my-domain',
    ],
  ])('%s', (_name, event, path, publicPrefix, hostKind) => {
    const call = read(event);
    expect([call.path, call.publicPrefix, call.cors.hostKind]).toEqual([path, publicPrefix, hostKind]);
    expect(call.cors.path).toBe(path);
  });

  test('an own origin is the host that was asked', () => {
    expect(read(proxyEvent({ ...login, headers: forged() })).cors.ownOrigins).toEqual([OWN_ORIGIN]);
    expect(read(proxyEvent(login)).domainName).toBe(LOGIN_HOST);
    expect(read(proxyEvent({ domainName: 'other.example.com' })).cors.ownOrigins).toEqual([]);
  });

  function forged(): readonly (readonly [string, string])[] {
    return [
      ['Host', 'site.example.com'],
      ['X-Forwarded-Host', 'site.example.com'],
      ['X-Forwarded-For', '198.51.100.1'],
      ['Forwarded', 'host=site.example.com'],
    ];
  }
});

describe('bodies', () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));

  test('no body', () => {
    expect(read(proxyEvent()).body).toBeUndefined();
    expect(read(payload2Event()).body).toBeUndefined();
    expect(read(authorizerEvent()).body).toBeUndefined();
  });

  test('text', () => {
    expect(bodyBytes(read(proxyEvent({ body: 'grüß' })).body!)).toEqual(Buffer.from('grüß', 'utf8'));
  });

  test('base64, every byte', () => {
    const call = read(proxyEvent({ body: bytes.toString('base64'), base64: true }));
    expect(bodyBytes(call.body!)).toEqual(bytes);
  });
});

describe('queries', () => {
  const query = [
    ['a', '1'],
    ['b', 'ü &='],
    ['a', '2'],
    ['a', ''],
  ] as const;

  test('payload 1.0: the order of one name', () => {
    const { query: pairs } = read(proxyEvent({ query }));
    expect(pairs.filter(([name]) => name === 'a').map(([, value]) => value)).toEqual(['1', '2', '']);
    expect(pairs).toContainEqual(['b', 'ü &=']);
  });

  test('payload 1.0: names are case-sensitive', () => {
    const event = {
      ...proxyEvent(),
      multiValueQueryStringParameters: { a: ['1'] },
      queryStringParameters: { A: '2' },
    };
    expect(read(event).query).toEqual([
      ['a', '1'],
      ['A', '2'],
    ]);
  });

  test('payload 2.0: the whole order', () => {
    expect(read(payload2Event({ query })).query).toEqual(query);
  });
});

describe('who asks, and which request', () => {
  test('the extended request id, which clients cannot set', () => {
    const call = read(proxyEvent({ requestId: 'extended=' }));
    expect([call.requestId, call.extendedRequestId]).toEqual(['extended=', 'extended=']);
  });

  test('the other one where there is none', () => {
    const call = read(payload2Event({ requestId: 'short' }));
    expect([call.requestId, call.extendedRequestId]).toEqual(['short', undefined]);
  });

  test('the address of the connection', () => {
    const headers = [['X-Forwarded-For', '198.51.100.1']] as const;
    expect(read(proxyEvent({ headers })).sourceIp).toBe('203.0.113.7');
    expect(read(payload2Event({ headers })).sourceIp).toBe('203.0.113.7');
  });

  test('cookies of payload 2.0 are a header again', () => {
    const call = read(payload2Event({ headers: [['Cookie', 'a=1; b=2']] }));
    expect(call.headers).toContainEqual(['cookie', 'a=1; b=2']);
  });
});

describe('an event that is not a request of API Gateway', () => {
  test.each<[name: string, event: unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'GET /'],
    ['a list', []],
    ['an empty object', {}],
    ['a scheduled event', { source: 'aws.events', detail: {} }],
    ['no method', { ...proxyEvent(), httpMethod: undefined }],
    ['an empty method', { ...proxyEvent(), httpMethod: '' }],
    ['a method that is not text', { ...proxyEvent(), httpMethod: 7 }],
    ['no path', { ...proxyEvent(), path: null }],
    ['a path that is not text', { ...proxyEvent(), path: {} }],
    ['headers that are not a map', { ...proxyEvent(), headers: 'Origin: x', multiValueHeaders: null }],
    ['headers that are a list', { ...proxyEvent(), multiValueHeaders: [] }],
    ['a header value that is not text', { ...proxyEvent(), headers: { Origin: 1 }, multiValueHeaders: null }],
    ['header values that are not texts', { ...proxyEvent(), multiValueHeaders: { Origin: [{}] } }],
    ['a context that is not a map', { ...proxyEvent(), requestContext: 'x' }],
    ['a domain name that is not text', { ...proxyEvent(), requestContext: { domainName: 1 } }],
    ['a body that is not text', { ...proxyEvent(), body: {} }],
    ['payload 2.0 without a path', { ...payload2Event(), rawPath: undefined }],
    ['payload 2.0 without a method', { ...payload2Event(), requestContext: {} }],
    ['payload 2.0 with cookies that are not texts', { ...payload2Event(), cookies: [1] }],
  ])('%s', (_name, event) => {
    expect(() => read(event)).toThrow(MalformedEventError);
  });

  test('law: a call or a MalformedEventError, whatever the event', () => {
    const parts = fc.constantFrom(...Object.keys(proxyEvent()), ...Object.keys(payload2Event()));
    fc.assert(
      fc.property(fc.boolean(), fc.dictionary(parts, fc.jsonValue()), (v2, spoilt) => {
        const event = { ...(v2 ? payload2Event() : proxyEvent()), ...spoilt };
        try {
          expect(typeof read(event).path).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedEventError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
