import fc from 'fast-check';
import { ADMIN_BASE_PATH, ADMIN_PROBLEMS, ADMIN_ROUTES, FIELD_PROBLEMS } from '../../../lib/contract';
import { PATTERN_REASONS } from '../../../lib/core';
import { type Engine, startEngine } from '../store/support/engine';
import { type AdminAnswer, type AdminBench, startBench } from './support/admin-bench';
import type { AdminRequest } from './support/admin-event';
import { problemIn } from './support/bodies';
import { randomCall } from './support/random-calls';
import { startTestLog, type TestLog } from './support/test-log';

/** `npm run test:fuzz:admin` makes 20,000. */
const CALLS = Number(process.env['FUZZ_CALLS'] ?? 1500);

jest.setTimeout(1_800_000);

let engine: Engine;
let bench: AdminBench;
let log: TestLog;
let documented: Record<string, Record<string, { responses: Record<string, unknown> }>>;

beforeAll(async () => {
  engine = await startEngine();
  log = await startTestLog();
  bench = await startBench(engine.endpoint, { logs: log.queries });
  const { body } = await bench.call({ method: 'GET', path: '/openapi.json' });
  documented = (body as { paths: typeof documented }).paths;
});

afterAll(async () => {
  await bench.stop();
  await log.stop();
  await engine.stop();
});

/** Checks that hold for every answer, whatever was asked. */
function expectSound(call: AdminRequest, answer: AdminAnswer): void {
  expect(answer.status).toBeLessThan(500);
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  expect(answer.headers).toMatchObject({
    'cache-control': 'no-store',
    vary: expect.stringMatching(/^Origin/) as string,
  });
  if (answer.status >= 400) {
    const { code, title, errors = [] } = problemIn(answer);
    expect(ADMIN_PROBLEMS).toHaveProperty(code, { status: answer.status, title });
    for (const error of errors) {
      expect({ ...FIELD_PROBLEMS, ...PATTERN_REASONS }).toHaveProperty(error.code);
      expect(error.pointer === '' || error.pointer.startsWith('/')).toBe(true);
      expect(error.message).not.toBe('');
    }
  }
  const route = ADMIN_ROUTES.find(
    ({ method, path }) =>
      method === call.method && path.replace('{id}', 'id') === call.path.replace(/\/[^/]{9,}/, '/id'),
  );
  if (route === undefined || answer.status === 404) return;
  const { responses } = documented[ADMIN_BASE_PATH + route.path]![route.method.toLowerCase()]!;
  expect(Object.keys(responses)).toContain(String(answer.status));
}

test(`no answer of ${CALLS} is a failure, and each is a documented one`, async () => {
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(randomCall, async (call) => {
      const answer = await bench.call(call);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      expectSound(call, answer);
    }),
    { numRuns: CALLS },
  );
  expect(bench.failures).toEqual([]);
  // The calls go deep enough for each kind of answer.
  expect([...statuses.keys()].sort()).toEqual(
    expect.arrayContaining([200, 201, 202, 400, 404, 405, 409, 412, 415, 422, 428]),
  );
});
