import { setTimeout as pause } from 'node:timers/promises';
import { startLocalProcess } from '../test/support/local-process';
import { send } from '../test/support/http-client';
import { atMost, median, type Bench, type Figure } from './bench';

const CALLS = 101;
/** Calls before the ones that count: JavaScript is several times slower until it is compiled. */
const WARM_UP = 100;
const WRITES = 20;
const IMPORT_LINES = 1000;
const JSON_TYPE = ['Content-Type', 'application/json'] as const;

export const adminBench: Bench = {
  name: 'admin',
  about:
    'Calls of the admin API through the local gateway on the embedded engine, once it is warm; time until a write shows at the gateway.',
  run: async () => {
    const local = await startLocalProcess(['--empty']);
    const { admin, gateway } = local.ready;
    const call = async (method: string, path: string, body?: object): Promise<number> => {
      const started = performance.now();
      const answer = await send({
        method,
        url: `${admin}/cors/v1${path}`,
        headers: body === undefined ? [] : [JSON_TYPE],
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.body.toString('utf8')}`);
      return performance.now() - started;
    };
    const p50 = async (what: string, run: (index: number) => Promise<number>): Promise<Figure> => {
      for (let index = -WARM_UP; index < 0; index++) await run(index);
      const times: number[] = [];
      for (let index = 0; index < CALLS; index++) times.push(await run(index));
      return atMost(`${what}, p50 of ${String(CALLS)}`, median(times), 15, 'ms', 1);
    };
    const evaluation = {
      origin: 'https://app1.bench.example',
      url: `${gateway}/services/data`,
      method: 'GET',
    };
    const entries = Array.from({ length: IMPORT_LINES }, (_, index) => ({
      pattern: `https://imported${String(index)}.example`,
    }));
    try {
      const id = Buffer.from('https://app0.bench.example').toString('base64url');
      return [
        await p50('create', (index) =>
          call('POST', '/allowlist', { pattern: `https://app${String(index + WARM_UP)}.bench.example` }),
        ),
        await p50('read', () => call('GET', `/allowlist/${id}`)),
        await p50('list of 50', () => call('GET', '/allowlist?limit=50')),
        await p50('evaluate', () => call('POST', '/evaluate', evaluation)),
        atMost(
          `import of ${String(IMPORT_LINES)} lines`,
          (await call('POST', '/allowlist/import', { mode: 'create', entries })) / 1000,
          5,
          's',
        ),
        ...(await propagation(gateway, (pattern) => call('POST', '/allowlist', { pattern }))),
      ];
    } finally {
      await local.stop();
    }
  },
};

/** Times from the answer to a write until the gateway, which has just refused the origin, allows it. */
async function propagation(
  gateway: string,
  create: (pattern: string) => Promise<number>,
): Promise<readonly Figure[]> {
  const allowed = async (origin: string): Promise<boolean> => {
    const answer = await send({ url: `${gateway}/services/data`, headers: [['Origin', origin]] });
    return answer.status === 200;
  };
  const times = await Promise.all(
    Array.from({ length: WRITES }, async (_, index) => {
      const origin = `https://propagated${String(index)}.example`;
      await pause(index * 400);
      await allowed(origin);
      await create(origin);
      const started = performance.now();
      while (!(await allowed(origin))) await pause(100);
      return (performance.now() - started) / 1000;
    }),
  );
  return [
    { what: `write to effect, median of ${String(WRITES)}`, value: `${median(times).toFixed(2)} s` },
    atMost(`write to effect, longest of ${String(WRITES)}`, Math.max(...times), 11, 's'),
  ];
}
