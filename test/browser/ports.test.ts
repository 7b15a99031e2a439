import { fetchInPage } from './support/fetch-in-page';
import { LISTED, Stage, STRANGER } from './support/stage';

/** A name that its owner has rebound to this machine, for each of the three ports. */
const REBOUND = 'rebound.test';

const JSON_TYPE = { 'Content-Type': 'application/json' };

let stage: Stage;
let ports: Readonly<Record<'gateway' | 'admin' | 'table', string>>;

beforeAll(async () => {
  stage = await Stage.open({ rules: () => [`MAP ${REBOUND} 127.0.0.1`] });
  const { gateway, admin, table } = stage.local.ready;
  ports = { gateway, admin, table: table.endpoint };
}, 120_000);

afterAll(async () => {
  await stage.close();
});

async function list(): Promise<readonly string[]> {
  const answer = await stage.admin({ path: '/allowlist?status=active' });
  return (answer.json() as { items: { pattern: string }[] }).items.map(({ pattern }) => pattern);
}

describe.each([STRANGER, LISTED])('a page of %s', (origin) => {
  it('can neither read nor write the admin API', async () => {
    const before = await list();
    const page = await stage.page(origin);
    const url = `${ports.admin}/cors/v1/allowlist`;
    const body = JSON.stringify({ pattern: 'https://intruder.example' });
    expect(await fetchInPage(page, url)).toBe('blocked');
    expect(await fetchInPage(page, url, { method: 'POST', headers: JSON_TYPE, body })).toBe('blocked');
    // Without a preflight: a type that forms can send, and none at all.
    expect(await fetchInPage(page, url, { method: 'POST', body })).toBe('blocked');
    expect(await list()).toEqual(before);
  });

  it('can neither read nor write the table', async () => {
    const before = await list();
    const page = await stage.page(origin);
    const headers = {
      'X-Amz-Target': 'DynamoDB_20120810.DeleteTable',
      'Content-Type': 'application/x-amz-json-1.0',
    };
    const body = JSON.stringify({ TableName: stage.local.ready.table.name });
    expect(await fetchInPage(page, ports.table, { method: 'POST', headers, body })).toBe('blocked');
    expect(await fetchInPage(page, ports.table, { method: 'POST', body })).toBe('blocked');
    expect(await fetchInPage(page, ports.table)).toBe('blocked');
    expect(await list()).toEqual(before);
  });
});

describe('a page under a rebound name', () => {
  it.each(['gateway', 'admin', 'table'] as const)('gets nothing from the port of the %s', async (name) => {
    const { port } = new URL(ports[name]);
    const context = await stage.context();
    const page = await context.newPage();
    const answer = await page.goto(`http://${REBOUND}:${port}/`);
    expect(answer?.status()).toBe(403);
    // From its own origin, as the browser sees it, so that CORS has no say.
    const path = name === 'admin' ? '/cors/v1/allowlist' : '/';
    expect(await fetchInPage(page, path)).toMatchObject({ status: 403 });
    const body = JSON.stringify({ pattern: 'https://intruder.example' });
    expect(await fetchInPage(page, path, { method: 'POST', headers: JSON_TYPE, body })).toMatchObject({
      status: 403,
    });
    expect(await list()).not.toContain('https://intruder.example');
  });
});

describe('a page that nobody listed', () => {
  it('reads nothing of the gateway but what is public', async () => {
    const page = await stage.page(STRANGER);
    expect(await fetchInPage(page, `${ports.gateway}/services/data`)).toBe('blocked');
    expect(await fetchInPage(page, `${ports.gateway}/anything`)).toBe('blocked');
    expect(await fetchInPage(page, `${ports.gateway}/services/oauth2/id/keys`)).toMatchObject({
      status: 200,
    });
  });
});
