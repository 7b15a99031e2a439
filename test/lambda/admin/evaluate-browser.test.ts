import { type Engine, startEngine } from '../store/support/engine';
import { type AdminBench, startBench } from './support/admin-bench';
import { entryIn, evaluationIn } from './support/bodies';

const HOST = 'https://login.example.com';
const DATA = `${HOST}/services/data/v60.0/query`;
const KEYS = `${HOST}/services/oauth2/id/keys`;
const USERINFO = `${HOST}/services/oauth2/userinfo`;
const LIGHTNING = `${HOST}/lightning/lightning.out.js`;
const AUTHORIZE = `${HOST}/services/oauth2/authorize`;

let engine: Engine;
let bench: AdminBench;

beforeAll(async () => {
  engine = await startEngine();
  bench = await startBench(engine.endpoint);
  const json = { pattern: 'https://app.example' };
  entryIn(await bench.call({ method: 'POST', path: '/allowlist', json }), 201);
});

afterAll(async () => {
  await bench.stop();
  await engine.stop();
});

type Headers = Readonly<Record<string, string>>;

test.each<[string, string | null, string, string, Headers, RegExp | undefined]>([
  ['a simple request of a listed page is read', 'https://app.example', 'GET', DATA, {}, undefined],
  ['a request without an origin is none of a page', null, 'GET', DATA, {}, undefined],
  ['a page of the gateway reads its own answers', HOST, 'PATCH', DATA, { 'X-Any': '1' }, undefined],
  ['an unlisted page reads nothing', 'https://evil.example', 'GET', DATA, {}, /origin_not_allowlisted/],
  [
    'an unlisted page fails at its preflight',
    'https://evil.example',
    'PATCH',
    DATA,
    {},
    /preflight.*origin_not/,
  ],
  ['a method that the endpoint lists is read', 'https://app.example', 'PATCH', DATA, {}, undefined],
  [
    'a method that the endpoint does not list is blocked',
    'https://app.example',
    'PROPFIND',
    DATA,
    {},
    /PROPFIND/,
  ],
  ['a method in small letters is another one', 'https://app.example', 'patch', DATA, {}, /patch/],
  ['POST needs no list', 'https://app.example', 'POST', KEYS, {}, undefined],
  [
    'any header that can be asked for is taken',
    'https://app.example',
    'GET',
    DATA,
    { 'X-Any': '1' },
    undefined,
  ],
  [
    'JSON is asked for',
    'https://app.example',
    'DELETE',
    USERINFO,
    { 'Content-Type': 'application/json' },
    /DELETE/,
  ],
  [
    'a form is not asked for',
    'https://evil.example',
    'POST',
    DATA,
    { 'Content-Type': 'text/plain;charset=utf-8' },
    /request is refused/,
  ],
  [
    'JSON of an unlisted page fails at its preflight',
    'https://evil.example',
    'POST',
    DATA,
    { 'content-type': 'application/json' },
    /preflight/,
  ],
  [
    'headers that the browser sets are not asked for',
    'https://evil.example',
    'GET',
    DATA,
    { 'User-Agent': 'x', 'Sec-CH-UA': 'y' },
    /request is refused/,
  ],
  [
    'credentials are taken where the endpoint says so',
    'https://app.example',
    'GET',
    LIGHTNING,
    { Cookie: 'a=b' },
    undefined,
  ],
  ['credentials are blocked elsewhere', 'https://app.example', 'GET', DATA, { Cookie: 'a=b' }, /credentials/],
  [
    'credentials are blocked at public endpoints',
    'https://app.example',
    'GET',
    KEYS,
    { cookie: 'a=b' },
    /credentials/,
  ],
  ['a public endpoint is read by anybody', 'https://evil.example', 'GET', KEYS, {}, undefined],
  [
    'a navigation is not blocked',
    'https://evil.example',
    'GET',
    AUTHORIZE,
    { 'Sec-Fetch-Mode': 'navigate' },
    undefined,
  ],
  [
    'an answer to no-cors cannot be read',
    'https://app.example',
    'GET',
    DATA,
    { 'Sec-Fetch-Mode': 'no-cors' },
    /no-cors/,
  ],
  ['a null origin reads nothing', 'null', 'GET', DATA, {}, /null_origin/],
  [
    'a preflight itself is judged as it is',
    'https://app.example',
    'OPTIONS',
    DATA,
    { 'Access-Control-Request-Method': 'PATCH' },
    undefined,
  ],
  [
    'a preflight of an unlisted page is refused',
    'https://evil.example',
    'OPTIONS',
    DATA,
    { 'Access-Control-Request-Method': 'PATCH' },
    /refused/,
  ],
])('%s', async (_, origin, method, url, headers, because) => {
  const json = { origin, url, method, headers };
  const { browser } = evaluationIn(await bench.call({ method: 'POST', path: '/evaluate', json }));
  expect(browser.blocked).toBe(because !== undefined);
  if (because === undefined) expect(browser).not.toHaveProperty('because');
  else expect(browser.because).toMatch(because);
});

test('a page that only reports would let pass is blocked all the same', async () => {
  const reporting = await startBench(engine.endpoint, { policy: { enforcement: 'report' } });
  const ask = async (method: string) => {
    const json = { origin: 'https://evil.example', url: DATA, method };
    return evaluationIn(await reporting.call({ method: 'POST', path: '/evaluate', json }));
  };
  expect(await ask('GET')).toMatchObject({ outcome: 'pass', browser: { blocked: true } });
  expect(await ask('PATCH')).toMatchObject({ outcome: 'pass', browser: { blocked: true } });
  await reporting.stop();
});
