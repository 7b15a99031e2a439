import fc from 'fast-check';
import type { VerdictLogMode } from '../../../../lib/contract';
import type { DetailedAnswer, PolicyDocument, Verdict } from '../../../../lib/core';
import { VerdictLog } from '../../../../lambda/shared/log/verdict-log';
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

/** Lines of the log, whether they count or not. */
function logs(): readonly Line[] {
  return lines().filter((line) => 'message' in line);
}

const judging = (mode?: VerdictLogMode, settings: Partial<PolicyDocument> = {}): Judging =>
  judgingOf(environment(settings), new MemoryAllowlist(), mode);

function callOf({ policy }: Judging, asked: Asked): ApiCall {
  return readApiCall(proxyEvent(asked), policy, Date.now());
}

async function judged(asked: Asked, by = judging()): Promise<Verdict> {
  return judgeCall(by, callOf(by, asked), 'authorizer');
}

const from = (origin: string): Asked => ({ headers: [['Origin', origin]], requestId: 'one' });

const directive = (dimensions: readonly (readonly string[])[], ...names: readonly string[]): Line => ({
  Namespace: 'CorsAllowlist',
  Dimensions: dimensions,
  Metrics: names.map((Name) => ({ Name, Unit: Name === 'LookupLatency' ? 'Milliseconds' : 'Count' })),
});
const IN_ALL = [['service']];
const BY_REASON = [['service'], ['service', 'reason']];

/** The metadata of a line that counts. */
const counting = (...directives: readonly Line[]): Line => ({
  Timestamp: expect.any(Number) as number,
  CloudWatchMetrics: directives,
});

test('an allowed request: its metrics, and once that its entry was used', async () => {
  const by = judging();
  await judged(from(LISTED), by);
  await judged(from(LISTED), by);
  const metrics = {
    service: 'allowlist',
    _aws: counting(directive(IN_ALL, 'Allowed', 'LookupLatency')),
    Allowed: 1,
    LookupLatency: 4.25,
  };
  expect(lines()).toEqual([
    metrics,
    {
      level: 'INFO',
      message: 'entry used',
      timestamp: expect.any(String) as string,
      service: 'allowlist',
      entry: LISTED,
    },
    metrics,
  ]);
});

test('a refused request: one line that counts in all and by its reason', async () => {
  await judged(from(UNLISTED));
  expect(lines()).toEqual([
    {
      level: 'INFO',
      message: 'verdict',
      service: 'allowlist',
      requestId: 'one',
      seat: 'authorizer',
      outcome: 'refuse',
      reason: 'origin_not_allowlisted',
      wouldRefuse: false,
      endpoint: '/services/data',
      hostKind: 'my-domain',
      method: 'GET',
      origin: UNLISTED,
      cache: 'table',
      _aws: counting(directive(IN_ALL, 'LookupLatency'), directive(BY_REASON, 'Refused')),
      LookupLatency: 4.25,
      Refused: 1,
    },
  ]);
});

test('a refusal without a look-up counts nothing else', async () => {
  await judged(from('null'));
  expect(lines()).toMatchObject([
    { reason: 'null_origin', _aws: counting(directive(BY_REASON, 'Refused')), Refused: 1 },
  ]);
  expect(lines()[0]).not.toHaveProperty('cache');
});

test.each<[enforcement: 'report' | 'observe', outcome: string]>([
  ['report', 'pass'],
  ['observe', 'allow'],
])(
  'a request that %s lets through would be refused: it has a line and a metric of its own',
  async (enforcement, outcome) => {
    await judged(from(UNLISTED), judging('refusals', { enforcement }));
    expect(lines()).toMatchObject([
      { outcome, reason: 'origin_not_allowlisted', wouldRefuse: true, WouldRefuse: 1 },
    ]);
    expect(mockLines.join()).not.toMatch(/"(?:Refused|Allowed)"/);
  },
);

const PASSES: readonly Asked[] = [
  {},
  {
    headers: [
      ['Sec-Fetch-Site', 'same-origin'],
      ['Origin', UNLISTED],
    ],
  },
];

test('a pass writes no byte', async () => {
  for (const asked of PASSES) expect((await judged(asked)).outcome).toBe('pass');
  expect(mockLines).toEqual([]);
});

describe('the mode', () => {
  test('all: each verdict has a line, with the entry that let the origin in', async () => {
    const by = judging('all');
    for (const asked of [...PASSES, from(LISTED), from(UNLISTED)]) await judged(asked, by);
    expect(logs()).toMatchObject([
      { message: 'verdict', reason: 'not_cors' },
      { message: 'verdict', reason: 'same_origin' },
      { message: 'verdict', reason: 'origin_allowlisted', entry: LISTED, Allowed: 1, LookupLatency: 4.25 },
      { message: 'entry used', entry: LISTED },
      { message: 'verdict', reason: 'origin_not_allowlisted', Refused: 1 },
    ]);
  });

  test('none: metrics alone', async () => {
    const by = judging('none');
    for (const asked of [...PASSES, from(LISTED), from(UNLISTED)]) await judged(asked, by);
    const call = callOf(by, from(LISTED));
    by.log.clientSecretSeen(call, '/token', false);
    by.log.bodyUnread(call, '/token');
    expect(logs()).toEqual([]);
    expect(lines()).toMatchObject([
      { Allowed: 1, LookupLatency: 4.25 },
      { Refused: 1, reason: 'origin_not_allowlisted', LookupLatency: 4.25 },
      { ClientSecretSeen: 1 },
    ]);
    expect(mockLines.join()).not.toContain(UNLISTED);
  });
});

/** The sums of all metrics, by name and dimensions, as CloudWatch takes them from the lines. */
function sums(): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const line of lines()) {
    const { _aws: aws } = line as {
      _aws?: { CloudWatchMetrics: { Dimensions: string[][]; Metrics: { Name: string }[] }[] };
    };
    for (const { Dimensions, Metrics } of aws?.CloudWatchMetrics ?? []) {
      for (const { Name } of Metrics) {
        for (const names of Dimensions) {
          const key = [Name, ...names.map((name) => String(line[name]))].join(' ');
          found[key] = (found[key] ?? 0) + Number(line[Name]);
        }
      }
    }
  }
  return found;
}

const READABLE: DetailedAnswer = {
  available: true,
  source: 'cache',
  entries: [{ id: 'one', pattern: LISTED, status: 'active' }],
  enableCorsForOAuthEndpoints: true,
};
const answers = fc.constantFrom<DetailedAnswer>(
  READABLE,
  { ...READABLE, source: 'table', latencyMillis: 1.5 },
  { ...READABLE, source: 'stale', latencyMillis: 2.5, failure: 'Timeout' },
  { available: false, source: 'none', latencyMillis: 3.5, failure: 'Timeout' },
);
const asked = fc.record({
  method: fc.constantFrom('GET', 'OPTIONS'),
  path: fc.constantFrom('/services/data', TOKEN, '/nowhere'),
  headers: fc.constantFrom<[string, string][]>(
    [],
    [['Origin', LISTED]],
    [['Origin', UNLISTED]],
    [['Origin', 'null']],
    [
      ['Origin', LISTED],
      ['Access-Control-Request-Method', 'POST'],
    ],
  ),
});

test('law: the metrics of any verdicts are the same in each mode and at each level', async () => {
  const enforcement = fc.constantFrom<PolicyDocument['enforcement']>('enforce', 'report', 'observe');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(asked, answers), { maxLength: 8 }),
      enforcement,
      async (calls, mode) => {
        const counted: Readonly<Record<string, number>>[] = [];
        for (const { log, level } of MODES.flatMap((name) =>
          LEVELS.map((at) => ({ log: name, level: at })),
        )) {
          mockLines.length = 0;
          process.env['POWERTOOLS_LOG_LEVEL'] = level;
          const allowlist = new MemoryAllowlist();
          const by = judgingOf(environment({ enforcement: mode }), allowlist, log);
          for (const [request, answer] of calls) {
            allowlist.instead = answer;
            await judged(request, by);
          }
          counted.push(sums());
        }
        for (const other of counted) expect(other).toEqual(counted[0]);
      },
    ),
    { numRuns: 60 },
  );
  delete process.env['POWERTOOLS_LOG_LEVEL'];
});

const MODES: readonly VerdictLogMode[] = ['refusals', 'all', 'none'];
const LEVELS = ['INFO', 'ERROR'];

test('an entry is told once an hour', async () => {
  const by = judging();
  const at = async (now: number): Promise<number> => {
    mockLines.length = 0;
    const call = readApiCall(proxyEvent(from(LISTED)), by.policy, now);
    await judgeCall(by, call, 'authorizer');
    return logs().length;
  };
  expect([await at(0), await at(3_599_999), await at(3_600_000), await at(3_600_001)]).toEqual([1, 0, 1, 0]);
});

test('the lines of a refusal have 700 bytes at most, in a stack whose names are as long as usual', async () => {
  const service = 'PartnerPortal-GatewayAllowlistTable1A2B3C4D-5E6F7G8H9I0J';
  const by = { ...judging(), log: new VerdictLog(service) };
  const asked = { ...from('https://partner-portal.example.com'), path: TOKEN, requestId: 'AbCdEfGhIjKlMnO=' };
  await judged(asked, by);
  expect(lines()).toMatchObject([{ service, cache: 'table', LookupLatency: 4.25, Refused: 1 }]);
  expect(Buffer.byteLength(mockLines.join('\n'))).toBeLessThanOrEqual(700);
});

test.each([
  [
    'gives nothing: a 503, with its line',
    { available: false, source: 'none', latencyMillis: 2000, failure: 'Timeout' } as const,
    503,
    { level: 'WARN', message: 'verdict', cache: 'none', EvaluatorError: 1, Refused: 1 },
  ],
  [
    'is served from what was known: an allow, whose line of metrics says why',
    {
      available: true,
      source: 'stale',
      entries: [{ id: 'one', pattern: LISTED, status: 'active' }],
      enableCorsForOAuthEndpoints: false,
      failure: 'Timeout',
    } as const,
    undefined,
    { Allowed: 1 },
  ],
])('a table that cannot be read and %s', async (_name, answer, status, line) => {
  const allowlist = new MemoryAllowlist();
  allowlist.instead = answer;
  const verdict = await judged(from(LISTED), judgingOf(environment(), allowlist));
  expect(verdict.status).toBe(status);
  expect(lines()[0]).toMatchObject({ ...line, failure: 'Timeout', StoreUnavailable: 1 });
});

test('a look-up that breaks allows nothing, and says so', async () => {
  const allowlist = new MemoryAllowlist();
  allowlist.instead = new Error('broken');
  const verdict = await judged(from(LISTED), judgingOf(environment(), allowlist));
  expect(verdict.reason).toBe('store_unavailable');
  expect(logs()).toEqual([
    expect.objectContaining({ level: 'ERROR', message: 'the look-up broke' }),
    expect.objectContaining({ level: 'WARN', cache: 'none' }),
  ]);
});

test.each<[metric: string, report: (log: Judging['log'], error: unknown) => void]>([
  ['BackendError', (log, error) => log.backendFailed('one', error)],
  ['EvaluatorError', (log, error) => log.broke('no answer', error, 'one')],
])('%s: an error is one line, which counts', (metric, report) => {
  for (const error of [new Error('no such record'), 'text']) report(judging('none').log, error);
  const counted = {
    level: 'ERROR',
    requestId: 'one',
    _aws: counting(directive(IN_ALL, metric)),
    [metric]: 1,
  };
  expect(lines()).toMatchObject([
    { ...counted, error: { name: 'Error', message: 'no such record', stack: expect.any(String) as string } },
    { ...counted, error: { message: 'text' } },
  ]);
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
      const by = judging('all', { enforcement: 'report' });
      const call = callOf(by, {
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
      const verdict = await judgeCall(by, call, 'responder');
      refuseClientSecret({ clientSecrets: 'report', log: by.log }, call, verdict);
      expect(mockLines.length).toBeGreaterThan(0);
      expect(mockLines.join('\n')).not.toContain(secret);
      expect(mockLines.join('\n')).not.toContain(Buffer.from(`id:${secret}`).toString('base64'));
    }),
    { numRuns: 60 },
  );
});
