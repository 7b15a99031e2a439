import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { atMost, median, type Bench, type Figure } from './bench';
import { tableEnvironment } from './dynamodb';
import { EVALUATOR_ENVIRONMENT } from './evaluator-environment';
import { authorizerEvent } from './event';
import { startTableProcess } from './table-process';

const RUNS = 21;
const FIXTURES = join(__dirname, 'fixtures');
const EVALUATOR = join(__dirname, '..', 'assets', 'evaluator', 'index.js');

/** A handler file, the event for it, and its environment. */
interface Start {
  readonly file: string;
  readonly event: object;
  readonly environment: Readonly<Record<string, string>>;
}

/** Milliseconds of a whole process that loads the handler and answers one event. */
function timeOf({ file, event, environment }: Start): number {
  const started = process.hrtime.bigint();
  const result = spawnSync(process.execPath, [join(FIXTURES, 'invoke.cjs'), file, JSON.stringify(event)], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const millis = Number(process.hrtime.bigint() - started) / 1e6;
  if (result.status !== 0) throw new Error(`${file}: ${result.stderr.toString('utf8')}`);
  return millis;
}

/** The two in turn, so that a machine whose speed drifts does so for both. */
function compare(
  label: string,
  ours: Start,
  other: Start,
  otherName: string,
  limit: number,
): readonly Figure[] {
  const [a, b]: [number[], number[]] = [[], []];
  for (let run = -1; run < RUNS; run++) {
    const times = [timeOf(ours), timeOf(other)] as const;
    // The first pair fills the file cache.
    if (run < 0) continue;
    a.push(times[0]);
    b.push(times[1]);
  }
  const ratios = a.map((millis, index) => millis / (b[index] ?? Number.NaN));
  return [
    { what: `${label}: evaluator, median of ${String(RUNS)}`, value: `${median(a).toFixed(1)} ms` },
    { what: `${label}: ${otherName}`, value: `${median(b).toFixed(1)} ms` },
    atMost(`${label}: ratio, median of the pairs`, median(ratios), limit, '×'),
  ];
}

export const coldStartBench: Bench = {
  name: 'cold-start',
  about: 'Whole processes, started in turn: load the shipped bundle and answer one authorizer event.',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cors-bench-'));
    const table = await startTableProcess();
    try {
      const plain = join(folder, 'plain-authorizer.js');
      const entryPoints = [join(FIXTURES, 'plain-authorizer.ts')];
      await build({
        entryPoints,
        outfile: plain,
        bundle: true,
        platform: 'node',
        target: 'node24',
        minify: true,
      });
      const environment = { ...EVALUATOR_ENVIRONMENT, ...tableEnvironment(table.url) };
      const without = authorizerEvent('/services/data/v60.0/query', undefined);
      const withOrigin = authorizerEvent('/services/data/v60.0/query', 'https://app.example.com');
      const empty = join(FIXTURES, 'empty-handler.cjs');
      return [
        ...compare(
          'no look-up',
          { file: EVALUATOR, event: without, environment },
          { file: empty, event: without, environment },
          'empty handler',
          1.5,
        ),
        ...compare(
          'first look-up',
          { file: EVALUATOR, event: withOrigin, environment },
          { file: plain, event: withOrigin, environment },
          'hand-written authorizer, client in the same bundle',
          1,
        ),
      ];
    } finally {
      table.stop();
      rmSync(folder, { recursive: true });
    }
  },
};
