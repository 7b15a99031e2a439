import type { Page } from 'playwright-core';
import { fetchInPage } from './support/fetch-in-page';
import { signIn } from './support/sign-in';
import { APEX, LISTED, Stage, STRANGER, WILDCARD } from './support/stage';

const TOKEN = '/services/oauth2/token';
const DISCOVERY = '/.well-known/openid-configuration';
const JWKS = '/services/oauth2/id/keys';
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open();
}, 120_000);

afterAll(async () => {
  await stage.close();
});

function wrongCode(page: Page): ReturnType<typeof fetchInPage> {
  const body = `grant_type=authorization_code&client_id=page&code=wrong&code_verifier=${'v'.repeat(43)}`;
  return fetchInPage(page, `${stage.gateway}${TOKEN}`, { method: 'POST', headers: FORM, body });
}

describe('public endpoints', () => {
  it.each([LISTED, STRANGER])('are readable from %s', async (origin) => {
    const page = await stage.page(origin);
    for (const path of [DISCOVERY, JWKS]) {
      expect(await fetchInPage(page, `${stage.gateway}${path}`)).toMatchObject({ status: 200 });
    }
  });
});

describe('a page of an allowlisted origin', () => {
  it('signs in with a code and PKCE, reads userinfo and revokes, and never talks to the issuer itself', async () => {
    const context = await stage.context();
    const asked: string[] = [];
    context.on('request', (request) => asked.push(request.url()));
    const page = await context.newPage();
    await page.goto(LISTED);
    const result = await signIn(page, stage.gateway);
    expect(result).toMatchObject({ sub: 'somebody', userinfo: { sub: 'somebody' }, revoked: true });
    // The issuer's own login and consent forms were served behind the gateway.
    expect(asked.some((url) => url.startsWith(`${stage.gateway}/interaction/`))).toBe(true);
    expect(asked.filter((url) => url.startsWith(stage.issuer.issuer))).toEqual([]);
  });

  it('reads the issuer’s error for a wrong code', async () => {
    const seen = await wrongCode(await stage.page(LISTED));
    expect(seen).toMatchObject({ status: 400 });
    expect(JSON.parse((seen as { body: string }).body)).toMatchObject({ error: 'invalid_grant' });
  });

  it('gets credentials only where the endpoint turns them on', async () => {
    const page = await stage.page(LISTED);
    const withCredentials = { credentials: 'include' } as const;
    expect(await fetchInPage(page, `${stage.gateway}/lightning/out`, withCredentials)).toMatchObject({
      status: 200,
    });
    expect(await fetchInPage(page, `${stage.gateway}/services/data`, withCredentials)).toBe('blocked');
    expect(await fetchInPage(page, `${stage.gateway}/services/data`)).toMatchObject({ status: 200 });
  });
});

describe('a wildcard', () => {
  it('lets subdomains in at any depth, and not the apex', async () => {
    expect(await wrongCode(await stage.page(WILDCARD))).toMatchObject({ status: 400 });
    expect(await wrongCode(await stage.page(APEX))).toBe('blocked');
  });
});

describe('what an administrator switches off', () => {
  it('blocks the same page, and the issuer sees nothing of it', async () => {
    const page = await stage.page(LISTED);
    await stage.setStatus(LISTED, 'inactive');
    await stage.issuer.requests();
    expect(await wrongCode(page)).toBe('blocked');
    expect(await stage.issuer.requests()).toEqual([]);
    await stage.setStatus(LISTED, 'active');
    expect(await wrongCode(page)).toMatchObject({ status: 400 });
  });

  it('blocks token, and leaves discovery open', async () => {
    const page = await stage.page(LISTED);
    await stage.switchOAuth(false);
    expect(await wrongCode(page)).toBe('blocked');
    expect(await fetchInPage(page, `${stage.gateway}${DISCOVERY}`)).toMatchObject({ status: 200 });
    await stage.switchOAuth(true);
    expect(await wrongCode(page)).toMatchObject({ status: 400 });
  });
});
