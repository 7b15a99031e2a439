import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { send } from '../support/http-client';
import { createEntries, createEntry, switchOAuth } from './fixtures';
import { startLocalTarget } from './local-target';
import type { Target } from './target';

interface MatchVector {
  readonly patterns: readonly string[];
  readonly pattern_options?: Readonly<Record<string, { readonly allowSharedOrigin?: boolean }>>;
  readonly origin: string;
  readonly wire: string;
  readonly store_state?: string;
}

const { matches } = JSON.parse(readFileSync(join(__dirname, '../vectors/origin-vectors.json'), 'utf8')) as {
  readonly matches: readonly MatchVector[];
};

/** Origins that an ordinary client can send unchanged. */
const ORIGINS = matches.filter(({ wire }) => wire === 'http' || wire === 'empty').map(({ origin }) => origin);

interface Request {
  readonly method: string;
  readonly path: string;
  readonly origin: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer of the simulator. */
interface Evaluation {
  readonly outcome: 'allow' | 'pass' | 'refuse';
  readonly status?: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
}

let target: Target;

beforeAll(async () => {
  target = await startLocalTarget();
  await createEntries(target);
  const patterns = new Map(
    matches.flatMap(({ patterns: all, pattern_options: options = {}, store_state }) =>
      store_state === 'invalid_row' ? [] : all.map((pattern) => [pattern, options[pattern] ?? {}] as const),
    ),
  );
  for (const [pattern, options] of patterns) {
    // Two of the fixtures' entries are among the vectors' too.
    await createEntry(target, { pattern, ...options }).catch(() => undefined);
  }
  await switchOAuth(target, true);
}, 120_000);

afterAll(async () => {
  await target.close();
});

async function evaluate({ method, path, origin, headers }: Request): Promise<Evaluation> {
  const answer = await target.admin({
    method: 'POST',
    path: '/evaluate',
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify({ origin, url: `${target.gateway}${path}`, method, headers }),
  });
  if (answer.status !== 200) throw new Error(answer.body.toString('utf8'));
  return answer.json() as Evaluation;
}

/** Asks both, and compares what the simulator said with what the gateway did. */
async function expectAgreement(request: Request): Promise<void> {
  const said = await evaluate(request);
  const done = await send({
    method: request.method,
    url: `${target.gateway}${request.path}`,
    headers: [
      ...(request.origin === null ? [] : [['Origin', request.origin] as const]),
      ...Object.entries(request.headers),
    ],
  });
  expect(done.status).toBe(said.status ?? 200);
  const cors = (headers: readonly (readonly [string, string])[]): readonly string[] =>
    headers
      .filter(([name]) => /^(access-control-.*|cors-refused)$/i.test(name))
      .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
      .sort();
  expect(cors(done.headers)).toEqual(cors(Object.entries(said.headers)));
  if (said.outcome === 'refuse') expect((done.json() as { code: string }).code).toBe(said.reason);
}

test.each(ORIGINS)('the simulator and the gateway agree on the origin %j', async (origin) => {
  await expectAgreement({ method: 'GET', path: '/services/data', origin, headers: {} });
});

test('the simulator and the gateway agree on any request', async () => {
  const requests = fc.record({
    method: fc.constantFrom('GET', 'POST', 'OPTIONS', 'DELETE'),
    path: fc.constantFrom(
      '/services/data/v60.0/query',
      '/services/data/v52.0/query',
      '/services/oauth2/token',
      '/services/oauth2/authorize',
      '/services/oauth2/id/keys',
      '/services/auth/headless/forgot_password',
      '/lightning/out',
      '/anything',
      '/services/data//twice',
    ),
    origin: fc.oneof(fc.constant(null), fc.constant('null'), fc.constantFrom(...ORIGINS)),
    headers: fc.record(
      {
        'Sec-Fetch-Mode': fc.constantFrom('cors', 'navigate'),
        'Sec-Fetch-Site': fc.constantFrom('cross-site', 'same-origin'),
        'Access-Control-Request-Method': fc.constantFrom('GET', 'PUT'),
        'Access-Control-Request-Headers': fc.constantFrom('content-type', 'x-a, x-b', 'not a name'),
      },
      { requiredKeys: [] },
    ),
  });
  await fc.assert(fc.asyncProperty(requests, expectAgreement), { numRuns: 150 });
}, 120_000);
