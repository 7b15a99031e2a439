import { createEntry } from '../conformance/fixtures';
import { send } from '../support/http-client';
import { LISTED, OTHER } from '../support/local-api';
import { GATEWAY } from './layouts/layout';
import { OWN } from './layouts/own';
import type { Asked } from './page/asked';
import { codeByHttp } from './support/code-by-http';
import { bundledClients, CLIENT_ID } from './support/clients';
import { ENGINES, type Engine } from './support/engines';
import { Front } from './support/front';
import { runClient, type Run } from './support/run';
import { Stand } from './support/stand';

const CLIENT = 'requests';
const FORM = 'application/x-www-form-urlencoded';
const TOKEN = `${GATEWAY}${OWN.paths.token}`;
const POST = { method: 'POST', body: 'grant_type=authorization_code&client_id=page&code=wrong' } as const;
const JSON_TYPE = { 'Content-Type': 'application/json' } as const;

/** Requests of scripts, and whether a listed page reads the answer. One that nobody listed reads the first alone. */
const ASKED: readonly (readonly [Asked, boolean])[] = [
  [{ name: 'the discovery document', url: `${GATEWAY}${OWN.paths.document}` }, true],
  [{ name: 'a token request', url: TOKEN, ...POST, headers: { 'Content-Type': FORM } }, true],
  [
    {
      name: 'a token request with a header',
      url: TOKEN,
      ...POST,
      headers: { 'Content-Type': FORM, 'X-Client': '1' },
    },
    true,
  ],
  [{ name: 'a token request in JSON', url: TOKEN, ...POST, headers: JSON_TYPE }, true],
  [
    { name: 'userinfo', url: `${GATEWAY}${OWN.paths.userinfo}`, headers: { Authorization: 'Bearer wrong' } },
    true,
  ],
  [
    {
      name: 'credentials: include',
      url: TOKEN,
      ...POST,
      headers: { 'Content-Type': FORM },
      credentials: 'include',
    },
    false,
  ],
  [{ name: 'another method', url: TOKEN, ...POST, method: 'PUT' }, false],
  [{ name: 'mode: no-cors', url: TOKEN, ...POST, headers: { 'Content-Type': FORM }, mode: 'no-cors' }, false],
  [{ name: 'sendBeacon with a form', url: TOKEN, body: POST.body, beacon: FORM }, false],
  [{ name: 'sendBeacon with JSON', url: TOKEN, body: POST.body, beacon: 'application/json' }, false],
  [{ name: 'a page of the issuer', url: `${GATEWAY}/interaction/x` }, false],
];

let front: Front;
let stand: Stand;

beforeAll(async () => {
  front = await Front.start(await bundledClients([CLIENT]));
  stand = await Stand.open(OWN, [CLIENT]);
  front.behind = stand.servers;
}, 120_000);

afterAll(async () => {
  await stand.close();
  await front.close();
});

describe.each(Object.entries(ENGINES))('%s', (_, launch) => {
  let engine: Engine;
  const runs = new Map<string, Run>();

  beforeAll(async () => {
    engine = await launch(front.port);
    const variant = JSON.stringify(ASKED.map(([asked]) => asked));
    for (const origin of [LISTED, OTHER]) {
      const place = { client: CLIENT, variant, issuer: OWN.issuer, gateway: GATEWAY, clientId: CLIENT_ID };
      runs.set(origin, await runClient(engine, front, { ...place, origin, steps: [] }));
    }
  }, 120_000);

  afterAll(() => engine.close());

  describe.each([LISTED, OTHER])('a page of %s', (origin) => {
    test.each(ASKED.map(([asked, reads]) => [asked.name, asked, reads] as const))(
      '%s',
      async (name, asked, reads) => {
        const isRead = runs.get(origin)?.steps[name] === 'works';
        expect(isRead).toBe(origin === LISTED ? reads : asked === ASKED[0]![0]);
        // The simulator has to say what the browser does.
        expect((await simulated(asked, origin)).blocked).toBe(!isRead);
      },
    );
  });

  test('a beacon with a form reaches the token endpoint, one with JSON never gets past its preflight', () => {
    const { passed = [] } = runs.get(LISTED) ?? {};
    const posts = passed.filter(({ method, path }) => method === 'POST' && path === OWN.paths.token);
    // Form, header, JSON, credentials, no-cors and the beacon with a form.
    expect(posts).toHaveLength(6);
  });
});

describe.each([
  'capacitor://localhost',
  'ionic://localhost',
  'tauri://localhost',
  'app://desk',
  'https://localhost',
])('the app %s', (origin) => {
  beforeAll(async () => {
    await createEntry(stand, {
      pattern: origin,
      ...(origin.startsWith('https:') ? {} : { allowSharedOrigin: true }),
    });
  });

  test('gets a token, without credentials', async () => {
    const url = `${stand.api.url}${OWN.paths.token}`;
    const asked = [['Access-Control-Request-Method', 'POST']] as const;
    const preflight = await send({ url, method: 'OPTIONS', headers: [['Origin', origin], ...asked] });
    const body = await codeByHttp(stand, CLIENT);
    const headers = [
      ['Origin', origin],
      ['Content-Type', FORM],
    ] as const;
    const answer = await send({ url, method: 'POST', headers, body });
    for (const [response, status] of [
      [preflight, 204],
      [answer, 200],
    ] as const) {
      expect(response.status).toBe(status);
      expect(response.header('Access-Control-Allow-Origin')).toBe(origin);
      expect(response.header('Access-Control-Allow-Credentials')).toBeUndefined();
    }
    expect(answer.json()).toMatchObject({ access_token: expect.any(String) as string });
  });
});

/** The simulator's word on a request of a page. */
async function simulated(
  { url, beacon, method = 'GET', headers = {}, credentials, mode }: Asked,
  origin: string,
): Promise<{ readonly blocked: boolean }> {
  const isBeacon = beacon !== undefined;
  // A beacon with a type that forms cannot have is sent in the mode cors.
  const isNoCors = mode === 'no-cors' || beacon === FORM;
  const response = await stand.admin({
    method: 'POST',
    path: '/evaluate',
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify({
      origin,
      url,
      method: isBeacon ? 'POST' : method,
      headers: {
        ...headers,
        ...(isBeacon ? { 'Content-Type': beacon } : {}),
        ...(isBeacon || credentials === 'include' ? { Cookie: 'any=1' } : {}),
        'Sec-Fetch-Mode': isNoCors ? 'no-cors' : 'cors',
      },
    }),
  });
  return (response.json() as { readonly browser: { readonly blocked: boolean } }).browser;
}
