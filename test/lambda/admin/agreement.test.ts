import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicSuffixKind } from '../../../lib/contract/public-suffixes';
import { parsePattern, SALESFORCE_ENDPOINTS } from '../../../lib/core';
import type { Evaluation } from '../../../lambda/admin/schema/evaluate';
import type { ImportResult } from '../../../lambda/admin/schema/import';
import { send, type PlainResponse } from '../../support/http-client';
import { startLocalProcess, type LocalProcess } from '../../support/local-process';

jest.setTimeout(300_000);

interface Match {
  readonly id: string;
  readonly patterns: readonly string[];
  readonly pattern_options?: Readonly<Record<string, { readonly allowSharedOrigin?: boolean }>>;
  readonly origin: string;
  readonly wire?: string;
}

const vectors = JSON.parse(readFileSync(join(__dirname, '../../vectors/origin-vectors.json'), 'utf8')) as {
  readonly matches: readonly Match[];
};
/** Origins without the blanks that HTTP drops, and without values that a client cannot send. */
const sendable = vectors.matches.filter(({ wire = 'http' }) => wire === 'http' || wire === 'empty');

let local: LocalProcess;

beforeAll(async () => {
  local = await startLocalProcess(['--empty']);
  // Before the gateway is first asked anything, so that nothing is cached that will not hold.
  await load();
});

afterAll(async () => {
  await local.stop();
});

async function admin(method: string, path: string, json: unknown, ifMatch?: string): Promise<PlainResponse> {
  const headers: [string, string][] = [['Content-Type', 'application/json']];
  if (ifMatch !== undefined) headers.push(['If-Match', ifMatch]);
  const body = JSON.stringify(json);
  const response = await send({ method, url: `${local.ready.admin}/cors/v1${path}`, headers, body });
  expect(response.status).toBe(200);
  return response;
}

/** Every pattern of the vectors that can be entered, some entries of other states, and the setting switched on. */
async function load(): Promise<void> {
  const options = Object.assign(
    {},
    ...vectors.matches.map((match) => match.pattern_options ?? {}),
  ) as NonNullable<Match['pattern_options']>;
  const patterns = [...new Set(vectors.matches.flatMap((match) => match.patterns))];
  const lines = patterns
    .map((pattern) => ({ pattern, ...options[pattern] }))
    .filter((line) => parsePattern(line.pattern, { ...line, publicSuffixes: publicSuffixKind }).valid)
    .map(({ pattern, allowSharedOrigin }) => ({ pattern, allowSharedOrigin }));
  const others = [
    { pattern: 'https://idle.example', status: 'inactive' },
    { pattern: 'https://*.idle.example', status: 'inactive' },
    { pattern: 'https://*.netlify.app', allowSharedOrigin: true },
  ];
  const response = await admin('POST', '/allowlist/import', {
    mode: 'upsert',
    entries: [...lines, ...others],
  });
  const { summary } = response.json() as ImportResult;
  expect(summary).toMatchObject({ invalid: 0, failed: 0 });
  expect(summary.created).toBeGreaterThan(15);
  await admin('PUT', '/settings', { enableCorsForOAuthEndpoints: true }, '"0"');
}

interface Question {
  readonly origin: string | null;
  readonly path: string;
  readonly method: string;
  readonly site: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

const CORS_HEADERS = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Max-Age',
];

/** The gateway's real answer, in the simulator's words. */
async function observe({ origin, path, method, site, headers }: Question): Promise<object> {
  const { host } = new URL(site ? local.ready.site : local.ready.gateway);
  const sent = [...Object.entries(headers), ...(origin === null ? [] : [['Origin', origin]])] as [
    string,
    string,
  ][];
  const response = await send({ method, url: `${local.ready.gateway}${path}`, host, headers: sent });
  const cors = Object.fromEntries(
    CORS_HEADERS.flatMap((name) => {
      const value = response.header(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  expect(response.header('Vary')).toContain('Origin');
  if (response.status === 403) {
    // An answer to HEAD has no body to say why.
    const reason = method === 'HEAD' ? undefined : (response.json() as { code: string }).code;
    return { outcome: 'refuse', status: 403, reason, cors };
  }
  const outcome = 'Access-Control-Allow-Origin' in cors ? 'allow' : 'pass';
  return { outcome, status: method === 'OPTIONS' ? response.status : undefined, reason: undefined, cors };
}

/** The simulator's answer, as far as it can be seen from outside. */
async function simulate({ origin, path, method, site, headers }: Question): Promise<object> {
  const url = `${site ? local.ready.site : local.ready.gateway}${path}`;
  const response = await admin('POST', '/evaluate', { origin, url, method, headers });
  const { outcome, status, reason, headers: set } = response.json() as Evaluation;
  const cors = Object.fromEntries(CORS_HEADERS.flatMap((name) => (name in set ? [[name, set[name]]] : [])));
  return { outcome, status, reason: outcome === 'refuse' && method !== 'HEAD' ? reason : undefined, cors };
}

async function expectAgreement(question: Question): Promise<void> {
  const [observed, simulated] = [await observe(question), await simulate(question)];
  expect(simulated).toEqual(observed);
}

const DATA = '/services/data/v60.0/query';
const preflight = { 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'x-a' };

test.each(sendable.map((match) => [match.id, match.origin] as const))(
  'the simulator agrees with the gateway on vector %s',
  async (_, origin) => {
    const question = { origin, site: false, headers: {} };
    await expectAgreement({ ...question, path: DATA, method: 'GET' });
    await expectAgreement({
      ...question,
      path: '/services/oauth2/token',
      method: 'OPTIONS',
      headers: preflight,
    });
    await expectAgreement({ ...question, path: '/lightning/x.js', method: 'POST' });
  },
);

test('law: the simulator agrees with the gateway on any request', async () => {
  const known = [...new Set(sendable.map(({ origin }) => origin))];
  const origin = fc.oneof(
    fc.constant(null),
    fc.constantFrom(...known),
    fc.constantFrom(
      'null',
      '',
      'https://idle.example',
      'https://x.idle.example',
      'https://me.netlify.app',
      'http://localhost',
    ),
    fc.webAuthority().map((authority) => `https://${authority}`),
    fc.stringMatching(/^[!-~]([ -~]{0,30}[!-~])?$/),
  );
  const tablePaths = SALESFORCE_ENDPOINTS.map(({ path }) => path.replace('v*', 'v60.0'));
  const path = fc.oneof(
    fc.constantFrom(...tablePaths, '/', '/partners/services/data', '/services/data/v52.0'),
    fc
      .tuple(
        fc.constantFrom(...tablePaths),
        fc.constantFrom('/x', '/', '//x', '/../y', '/%2e', '/%41', ';a', '/a%20b', '?q=/../', '\\x'),
      )
      .map(([base, rest]) => base + rest),
  );
  const question: fc.Arbitrary<Question> = fc.record({
    origin,
    path,
    method: fc.constantFrom('GET', 'POST', 'OPTIONS', 'DELETE', 'HEAD'),
    site: fc.boolean(),
    headers: fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      fc.constant(preflight),
      fc.constantFrom('navigate', 'cors').map((mode) => ({ 'Sec-Fetch-Mode': mode })),
      fc.constantFrom('same-origin', 'cross-site').map((site) => ({ 'Sec-Fetch-Site': site })),
      fc.string({ maxLength: 20 }).map((names) => ({
        'Access-Control-Request-Method': 'PUT',
        'access-control-request-headers': names.replace(/[^!-~]/g, '') || 'x',
      })),
    ),
  });
  await fc.assert(fc.asyncProperty(question, expectAgreement), { numRuns: 200 });
});
