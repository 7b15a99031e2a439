import fc from 'fast-check';
import { judgeCall, type Judging } from '../../../../lambda/shared/verdict/judge-call';
import { refuseClientSecret } from '../../../../lambda/shared/answer/client-secrets';
import { readApiCall, type ApiCall } from '../../../../lambda/shared/event/api-call';
import { judgingOf, environment, LISTED, MemoryAllowlist, TOKEN, UNLISTED } from '../../support/judging';
import { proxyEvent, type Asked } from '../../support/events';

const mockLines: string[] = [];
jest.mock('../../../../lambda/shared/log/write-line', () => ({
  writeLine: (line: string) => mockLines.push(line),
}));

beforeEach(() => {
  mockLines.length = 0;
});

type Line = Readonly<Record<string, unknown>>;

function lines(): readonly Line[] {
  return mockLines.map((line) => JSON.parse(line) as Line);
}

/** Log lines, and metrics as `{names, values, dimensions}`. */
function logs(): readonly Line[] {
  return lines().filter((line) => !('_aws' in line));
}

function metrics(): readonly Line[] {
  return lines().flatMap((line) => {
    if (!('_aws' in line)) return [];
    const { _aws: aws, ...values } = line as { _aws: { CloudWatchMetrics: Line[] } };
    expect(aws.CloudWatchMetrics.map(({ Namespace }) => Namespace)).toEqual(['CorsAllowlist']);
    return aws.CloudWatchMetrics.map(({ Dimensions, Metrics }) => ({ ...values, Dimensions, Metrics }));
  });
}

function callOf(judging: Judging, asked: Asked): ApiCall {
  return readApiCall(proxyEvent(asked), judging.policy, Date.now());
}

async function judged(asked: Asked, judging = judgingOf()): Promise<void> {
  await judgeCall(judging, callOf(judging, asked), 'authorizer');
}

const count = (name: string): Line => ({ Name: name, Unit: 'Count' });
const IN_ALL = ['service'];
const BY_REASON = ['service', 'reason'];

test('an allowed request', async () => {
  await judged({ headers: [['Origin', LISTED]], requestId: 'one' });
  expect(logs()).toEqual([
    expect.objectContaining({
      level: 'INFO',
      message: 'verdict',
      service: 'allowlist',
      requestId: 'one',
      seat: 'authorizer',
      outcome: 'allow',
      reason: 'origin_allowlisted',
      wouldRefuse: false,
      endpoint: '/services/data',
      entry: LISTED,
      hostKind: 'my-domain',
      method: 'GET',
      origin: LISTED,
      latencyMillis: expect.any(Number) as number,
      cache: 'table',
      lookupMillis: 4.25,
    }),
  ]);
  expect(metrics()).toEqual([
    {
      service: 'allowlist',
      Allowed: 1,
      LookupLatency: 4.25,
      Dimensions: [IN_ALL],
      Metrics: [count('Allowed'), { Name: 'LookupLatency', Unit: 'Milliseconds' }],
    },
  ]);
});

test('a refused request is counted in all and by its reason', async () => {
  await judged({ headers: [['Origin', 'null']] });
  expect(logs()).toEqual([expect.objectContaining({ outcome: 'refuse', reason: 'null_origin' })]);
  expect(logs()[0]).not.toHaveProperty('cache');
  expect(metrics()).toEqual([
    {
      service: 'allowlist',
      reason: 'null_origin',
      Refused: 1,
      Dimensions: [IN_ALL, BY_REASON],
      Metrics: [count('Refused')],
    },
  ]);
});

test('what report mode lets pass is counted apart', async () => {
  await judged({ headers: [['Origin', UNLISTED]] }, judgingOf(environment({ enforcement: 'report' })));
  expect(logs()).toEqual([
    expect.objectContaining({ outcome: 'pass', reason: 'origin_not_allowlisted', wouldRefuse: true }),
  ]);
  expect(metrics().at(-1)).toMatchObject({
    WouldRefuse: 1,
    reason: 'origin_not_allowlisted',
    Dimensions: [IN_ALL, BY_REASON],
  });
  expect(mockLines.join()).not.toContain('"Refused"');
});

test('what observe mode answers is counted as what would be refused, and not as allowed', async () => {
  await judged({ headers: [['Origin', UNLISTED]] }, judgingOf(environment({ enforcement: 'observe' })));
  expect(logs()).toEqual([
    expect.objectContaining({ outcome: 'allow', reason: 'origin_not_allowlisted', wouldRefuse: true }),
  ]);
  expect(metrics().at(-1)).toMatchObject({ WouldRefuse: 1, reason: 'origin_not_allowlisted' });
  expect(mockLines.join()).not.toMatch(/"(?:Refused|Allowed)"/);
});

test('requests that are none of CORS are logged and not counted', async () => {
  await judged({});
  await judged({
    headers: [
      ['Sec-Fetch-Site', 'same-origin'],
      ['Origin', UNLISTED],
    ],
  });
  expect(logs().map(({ reason }) => reason)).toEqual(['not_cors', 'same_origin']);
  expect(logs()[0]).not.toHaveProperty('origin');
  expect(metrics()).toEqual([]);
});

test.each([
  [
    'gives nothing',
    { available: false, source: 'none', latencyMillis: 2000, failure: 'Timeout' } as const,
    503,
  ],
  [
    'is served from what was known',
    {
      available: true,
      source: 'stale',
      entries: [{ id: 'one', pattern: LISTED, status: 'active' }],
      enableCorsForOAuthEndpoints: false,
      failure: 'Timeout',
    } as const,
    undefined,
  ],
])('a table that cannot be read and %s', async (_name, answer, status) => {
  const allowlist = new MemoryAllowlist();
  allowlist.instead = answer;
  const judging = judgingOf(environment(), allowlist);
  const verdict = await judgeCall(judging, callOf(judging, { headers: [['Origin', LISTED]] }), 'responder');
  expect(verdict.status).toBe(status);
  expect(logs()).toEqual([
    expect.objectContaining({ level: 'WARN', cache: answer.source, failure: 'Timeout' }),
  ]);
  expect(metrics()[0]).toMatchObject({ StoreUnavailable: 1, Dimensions: [IN_ALL] });
});

test('a look-up that breaks allows nothing, and says so', async () => {
  const allowlist = new MemoryAllowlist();
  allowlist.instead = new Error('broken');
  const judging = judgingOf(environment(), allowlist);
  const verdict = await judgeCall(judging, callOf(judging, { headers: [['Origin', LISTED]] }), 'responder');
  expect(verdict.reason).toBe('store_unavailable');
  expect(logs()).toEqual([
    expect.objectContaining({ level: 'ERROR', message: 'the look-up broke' }),
    expect.objectContaining({ level: 'WARN', cache: 'none' }),
  ]);
});

test('a backend that failed is counted, its error logged', () => {
  const judging = judgingOf();
  judging.log.backendFailed('one', new Error('no such record'));
  judging.log.backendFailed('two', 'text');
  expect(logs()).toEqual([
    expect.objectContaining({
      level: 'ERROR',
      requestId: 'one',
      error: expect.objectContaining({ message: 'no such record' }) as unknown,
    }),
    expect.objectContaining({ requestId: 'two' }),
  ]);
  expect(metrics()).toHaveLength(2);
  expect(metrics()[0]).toMatchObject({ BackendError: 1, Dimensions: [IN_ALL] });
});

test.each([
  [512, 512],
  [513, 512],
])('an origin of %i characters is logged with %i', async (length, logged) => {
  await judged({ headers: [['Origin', 'x'.repeat(length)]] });
  expect(logs()[0]?.['origin']).toHaveLength(logged);
});

test('a line is a line, whatever the origin', async () => {
  await judged({ headers: [['Origin', '"}\n{"level":"ERROR"']] });
  expect(mockLines.every((line) => !line.includes('\n'))).toBe(true);
  expect(logs()[0]?.['origin']).toBe('"}\n{"level":"ERROR"');
});

test('law: of headers, path, query and body, no line holds anything but Origin', async () => {
  const secret = 's3cr3t';
  const name = fc.constantFrom('Authorization', 'Cookie', 'Referer', 'X-Api-Key', 'Sec-Fetch-Mode', 'DPoP');
  const path = fc.constantFrom(`/services/data/${secret}`, TOKEN, `/nowhere/${secret}`);
  await fc.assert(
    fc.asyncProperty(name, path, fc.constantFrom(LISTED, UNLISTED, 'null'), async (header, where, origin) => {
      mockLines.length = 0;
      const judging = judgingOf(environment({ enforcement: 'report' }));
      const call = callOf(judging, {
        method: 'POST',
        path: where,
        headers: [
          ['Origin', origin],
          ['Content-Type', 'application/x-www-form-urlencoded'],
          [header, `Basic ${Buffer.from(`id:${secret}`).toString('base64')} ${secret}`],
        ],
        query: [['client_secret', secret]],
        body: `client_secret=${secret}`,
      });
      const verdict = await judgeCall(judging, call, 'responder');
      refuseClientSecret({ clientSecrets: 'report', log: judging.log }, call, verdict);
      expect(mockLines.length).toBeGreaterThan(0);
      expect(mockLines.join('\n')).not.toContain(secret);
      expect(mockLines.join('\n')).not.toContain(Buffer.from(`id:${secret}`).toString('base64'));
    }),
    { numRuns: 60 },
  );
});
