import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../lambda/store/support/fault-proxy';
import { CACHE_SECONDS, STALE_SECONDS } from '../soak/app';
import { DrillGateway } from './drill-gateway';

/*
 * Each failure that the runbook names: it is made, what pages, servers and administrators see is written down here, and then
 * it is mended, and everything is well without a restart.
 */

jest.setTimeout(180_000);

const KNOWN = 'https://known.example';
const NEW = 'https://new.example';
const STRANGER = 'https://stranger.example';

let gateway: DrillGateway;
beforeAll(async () => {
  gateway = await DrillGateway.start();
  await gateway.list(KNOWN);
  await gateway.list(NEW);
});
afterAll(() => gateway.stop());

/** All is well: a listed page reads, a stranger is refused, a server passes, an administrator works. */
async function expectWell(): Promise<void> {
  expect(await gateway.seen('/echo', KNOWN)).toBe('200, readable');
  expect(await gateway.seen('/upstream', KNOWN)).toBe('200, readable');
  expect(await gateway.seen('/echo', STRANGER)).toBe('403');
  expect(await gateway.seen('/echo')).toBe('200');
  expect((await gateway.administer('GET', '/allowlist')).status).toBe(200);
}

describe('the table cannot be read', () => {
  test.each<[name: string, fault: Fault]>([
    ['it is throttled', 'throttling'],
    ['its key is disabled, or the right to read it was taken away', 'denied'],
    ['it does not answer', 'hang'],
    ['DynamoDB has errors', 'error'],
    ['the network resets connections', 'reset'],
  ])('%s', async (_name, fault) => {
    await expectWell();
    const counted = await gateway.counted(async () => {
      gateway.table.spoil(fault);
      await delay(CACHE_SECONDS * 1000 + 200);
      // Found within the stale time: still in force. Everybody else waits for the table.
      expect(await gateway.seen('/echo', KNOWN)).toBe('200, readable');
      expect(await gateway.seen('/echo', 'https://never-seen.example')).toBe('503');
      expect(await gateway.seen('/echo')).toBe('200');
      expect((await gateway.administer('GET', '/allowlist')).status).toBe(503);
      await delay(STALE_SECONDS * 1000);
      expect(await gateway.seen('/echo', KNOWN)).toBe('503');
      expect(await gateway.seen('/upstream', KNOWN)).toBe('503');
    });
    expect(counted).toEqual(expect.arrayContaining(['EvaluatorError', 'LookupLatency', 'StoreUnavailable']));
    gateway.table.heal();
    await delay(1_100);
    await expectWell();
  });
});

describe('the upstream', () => {
  test.each([
    ['resets connections', 'reset', '502, readable'],
    ['ends in the middle of its answer', 'cut', '502, readable'],
    ['has an error of its own', 'error', '500, readable'],
  ] as const)('%s: listed pages can read it, and others read nothing', async (_name, fault, seen) => {
    await expectWell();
    gateway.upstream.fault = fault;
    expect(await gateway.seen('/upstream', KNOWN)).toBe(seen);
    expect(await gateway.seen('/upstream', STRANGER)).toBe('403');
    expect(await gateway.seen('/echo', KNOWN)).toBe('200, readable');
    gateway.upstream.fault = undefined;
    await expectWell();
  });
});

describe('the evaluator', () => {
  test('is throttled: nobody gets through, pages and servers alike, and the next deployment heals it', async () => {
    const mend = await gateway.deployChanged('CORS_UPSTREAMS', (properties) => ({
      ...properties,
      ReservedConcurrentExecutions: 0,
    }));
    expect(await gateway.seen('/echo', KNOWN)).toMatch(/^50[0-9]$/);
    expect(await gateway.seen('/upstream', KNOWN)).toMatch(/^50[0-9]$/);
    expect(await gateway.seen('/echo')).toMatch(/^50[0-9]$/);
    expect((await gateway.administer('GET', '/allowlist')).status).toBe(200);
    await mend();
    await expectWell();
  });

  test.each([
    ['has a policy that it cannot read', 'CORS_POLICY', '{'],
    ['has no endpoint table', 'CORS_ENDPOINTS', ''],
  ])('%s: nothing is let in, and the right deployment heals it', async (_name, variable, value) => {
    const mend = await gateway.deployChanged('CORS_UPSTREAMS', (properties) => ({
      ...properties,
      Environment: { Variables: { ...properties.Environment?.Variables, [variable]: value } },
    }));
    for (const origin of [KNOWN, NEW, STRANGER, undefined]) {
      expect(await gateway.seen('/echo', origin)).toMatch(/^50[0-9]$/);
      expect(await gateway.seen('/upstream', origin)).toMatch(/^50[0-9]$/);
    }
    await mend();
    await expectWell();
  });
});

test('refusals are only reported: strangers pass and read nothing, and are counted; enforcement refuses them', async () => {
  await expectWell();
  const mend = await gateway.deployChanged('CORS_UPSTREAMS', (properties) => {
    const variables = properties.Environment?.Variables ?? {};
    const policy = JSON.parse(String(variables['CORS_POLICY'])) as object;
    const reported = JSON.stringify({ ...policy, enforcement: 'report' });
    return { ...properties, Environment: { Variables: { ...variables, CORS_POLICY: reported } } };
  });
  const counted = await gateway.counted(async () => {
    expect(await gateway.seen('/echo', STRANGER)).toBe('200');
    expect(await gateway.seen('/upstream', STRANGER)).toBe('200');
    expect(await gateway.seen('/echo', KNOWN)).toBe('200, readable');
  });
  expect(counted).toContain('WouldRefuse');
  await mend();
  await expectWell();
});

/** Turns the switch for OAuth endpoints, and waits until it is in force. */
async function turn(on: boolean): Promise<void> {
  const { version } = (await gateway.administer('GET', '/settings')).json() as { version: number };
  const body = { enableCorsForOAuthEndpoints: on };
  expect((await gateway.administer('PUT', '/settings', body, version)).status).toBe(200);
  await delay(CACHE_SECONDS * 1000 + 200);
}

test('somebody turned the switch for OAuth endpoints off: the reason says so, and turning it on heals it', async () => {
  await turn(true);
  expect(await gateway.seen('/token', KNOWN)).toBe('200, readable');
  const counted = await gateway.counted(async () => {
    await turn(false);
    expect(await gateway.seen('/token', KNOWN)).toBe('403');
    expect(await gateway.seen('/echo', KNOWN)).toBe('200, readable');
  });
  expect(counted).toContain('Refused');
  await turn(true);
  expect(await gateway.seen('/token', KNOWN)).toBe('200, readable');
});

test('a page sends a client secret: a metric of its own says so at the first call', async () => {
  await turn(true);
  const counted = await gateway.counted(async () => {
    await gateway.seen('/token', KNOWN, 'grant_type=authorization_code&client_secret=s3cret');
  });
  expect(counted).toContain('ClientSecretSeen');
});

test('the log group is gone: nobody can ask what was refused, and nothing else changes', async () => {
  const ask = () => gateway.administer('POST', '/refusals', { minutes: 15, limit: 5 });
  expect((await ask()).status).toBe(202);
  const mend = await gateway.deployChanged('CORS_LOG_GROUPS', (properties) => ({
    ...properties,
    Environment: { Variables: { ...properties.Environment?.Variables, CORS_LOG_GROUPS: 'gone' } },
  }));
  const answer = await ask();
  expect([answer.status, answer.json()]).toMatchObject([501, { code: 'refusals_unavailable' }]);
  await expectWell();
  await mend();
  expect((await ask()).status).toBe(202);
});
