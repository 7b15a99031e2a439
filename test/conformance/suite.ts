import { setTimeout as pause } from 'node:timers/promises';
import { send, type PlainResponse } from '../support/http-client';
import { CASES, OAUTH_OFF, OAUTH_ON, type ConformanceCase } from './cases';
import { createEntries, createEntry, deleteEntry, switchOAuth } from './fixtures';
import type { Capability, Target } from './target';

const PREFLIGHT_VARY = ['origin', 'access-control-request-method', 'access-control-request-headers'];

/**
 * The rules that every target must follow, asked only over HTTP. The target starts with an empty list and the setting off.
 *
 * @param capabilities of the target; known before it starts, so that cases can be listed
 */
export function describeConformance(
  name: string,
  capabilities: ReadonlySet<Capability>,
  start: () => Promise<Target>,
): void {
  describe(`conformance: ${name}`, () => {
    let target: Target;

    beforeAll(async () => {
      target = await start();
      await createEntries(target);
    }, 900_000);

    afterAll(async () => {
      await target.close();
    });

    const run = (cases: readonly ConformanceCase[]): void => {
      for (const one of cases) {
        const absent = (one.needs ?? []).filter((capability) => !capabilities.has(capability));
        if (absent.length > 0) {
          // eslint-disable-next-line no-console -- an absent capability is printed, never passed over in silence
          console.log(`${name} cannot show "${one.name}": it lacks ${absent.join(', ')}`);
          continue;
        }
        it(`${one.method ?? 'GET'} ${one.path}: ${one.name} ${outcomeOf(one)}`, async () => {
          expectAnswer(await ask(target, one), one, capabilities);
        });
      }
    };

    describe('with any setting', () => {
      run(CASES);
    });

    describe('with CORS for OAuth endpoints off', () => {
      run(OAUTH_OFF);
    });

    describe('with changes at run time', () => {
      it('an origin is allowed after it was added, and refused after it was deleted', async () => {
        const added: ConformanceCase = {
          name: 'added',
          path: '/services/data',
          headers: [['Origin', 'https://added.example']],
          expected: { allowed: 'https://added.example', status: 200 },
        };
        const refused: ConformanceCase = { ...added, expected: { refused: 'origin_not_allowlisted' } };
        expectAnswer(await ask(target, refused), refused, capabilities);
        await createEntry(target, { pattern: 'https://added.example' });
        await pause(target.settleMillis);
        expectAnswer(await ask(target, added), added, capabilities);
        await deleteEntry(target, 'https://added.example');
        await pause(target.settleMillis);
        expectAnswer(await ask(target, refused), refused, capabilities);
      }, 120_000);

      it('an entry is refused from the second in which it expires, also when it is cached', async () => {
        const expiresAt = Date.now() + 6_000;
        const origin = 'https://expiring.example';
        await createEntry(target, { pattern: origin, expiresAt: new Date(expiresAt).toISOString() });
        const before: ConformanceCase = {
          name: 'before',
          path: '/services/data',
          headers: [['Origin', origin]],
          expected: { allowed: origin, status: 200 },
        };
        expectAnswer(await ask(target, before), before, capabilities);
        await pause(expiresAt - Date.now() + 50);
        const after: ConformanceCase = { ...before, expected: { refused: 'origin_not_allowlisted' } };
        expectAnswer(await ask(target, after), after, capabilities);
      }, 60_000);
    });

    describe('with CORS for OAuth endpoints on', () => {
      beforeAll(async () => {
        await switchOAuth(target, true);
        await pause(target.settleMillis);
      }, 120_000);

      run(OAUTH_ON);
    });
  });
}

function outcomeOf({ expected }: ConformanceCase): string {
  if ('refused' in expected) return `is refused: ${expected.refused}`;
  if ('passed' in expected) return `passes: ${expected.passed}`;
  return `is allowed: ${expected.status}${expected.credentials === true ? ', with credentials' : ''}`;
}

function ask(target: Target, { method, path, headers, host }: ConformanceCase): Promise<PlainResponse> {
  const base = host === 'site' ? target.site : undefined;
  return send({
    url: `${base?.url ?? target.gateway}${path}`,
    ...(base === undefined ? {} : { host: base.host }),
    ...(method === undefined ? {} : { method }),
    ...(headers === undefined ? {} : { headers }),
  });
}

function expectAnswer(
  response: PlainResponse,
  one: ConformanceCase,
  capabilities: ReadonlySet<Capability>,
): void {
  const { expected } = one;
  const vary = (response.header('Vary') ?? '').toLowerCase().split(/ *, */);
  expect(vary).toEqual(expect.arrayContaining(one.method === 'OPTIONS' ? PREFLIGHT_VARY : ['origin']));
  const cors = response.headers.filter(([name]) => /^access-control-/i.test(name));
  // Each header once: a browser reads two as none.
  expect(new Set(cors.map(([name]) => name.toLowerCase())).size).toBe(cors.length);
  if ('allowed' in expected) {
    expect(response.status).toBe(expected.status);
    expect(response.header('Cors-Refused')).toBeUndefined();
    expect(response.header('Access-Control-Allow-Origin')).toBe(expected.allowed);
    expect(response.header('Access-Control-Allow-Credentials')).toBe(
      expected.credentials ? 'true' : undefined,
    );
    if (response.header('Access-Control-Max-Age') !== undefined) expectPreflight(response);
    return;
  }
  expect(cors).toEqual([]);
  if ('passed' in expected) {
    expect(response.header('Cors-Refused')).toBeUndefined();
    expect(response.status).toBe(expected.passed);
    return;
  }
  expect(response.status).toBe(403);
  expect(response.header('Cache-Control')).toBe('no-store');
  const problem = response.json() as Record<string, unknown>;
  expect(problem).toMatchObject({ status: 403, requestId: expect.stringMatching(/./) as string });
  // A refusal by the authorizer takes its code from the context, which not every target resolves.
  if (capabilities.has('authorizer-context-in-gateway-responses') || one.method === 'OPTIONS') {
    expect(problem['code']).toBe(expected.refused);
    // Developer tools show the headers of a blocked response, and not its body.
    expect(response.header('Cors-Refused')).toBe(expected.refused);
  }
  const origin = one.headers?.find(([name]) => name === 'Origin')?.[1] ?? '';
  if (origin.length > 4) expect(response.body.toString('utf8')).not.toContain(origin);
}

function expectPreflight(response: PlainResponse): void {
  expect(response.status).toBe(204);
  expect(response.header('Cache-Control')).toBe('no-store');
  expect(response.header('Access-Control-Allow-Methods')).toMatch(/GET|POST/);
  expect(response.header('Access-Control-Allow-Headers')).toBe('content-type');
  expect(response.body).toHaveLength(0);
}
