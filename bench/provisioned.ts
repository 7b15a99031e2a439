import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { atMost, median, type Bench, type Figure } from './bench';
import { tableEnvironment } from './dynamodb';
import { EVALUATOR_ENVIRONMENT } from './evaluator-environment';
import { authorizerEvent } from './event';
import { startTableProcess } from './table-process';

const RUNS = 21;
const DOOR = join(__dirname, '..', 'assets', 'evaluator', 'provisioned.mjs');
const FIXTURE = join(__dirname, 'fixtures', 'time-events.mjs');

/** Look-ups of origins that nobody has asked for before, so that each of them reads the table. */
const EVENTS = Array.from({ length: 6 }, (_, index) =>
  authorizerEvent('/services/data/v60.0/query', `https://n${String(index)}.example.com`),
);

/** Milliseconds of the look-ups of one process, in their order. */
function timesOf(type: string, url: string): readonly number[] {
  const environment = { ...EVALUATOR_ENVIRONMENT, ...tableEnvironment(url) };
  const result = spawnSync(process.execPath, [FIXTURE, DOOR, JSON.stringify(EVENTS)], {
    env: { ...environment, AWS_LAMBDA_INITIALIZATION_TYPE: type },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`${type}: ${result.stderr}`);
  return JSON.parse(result.stderr) as number[];
}

function figures(label: string, runs: readonly (readonly number[])[], limit?: number): readonly Figure[] {
  const at = (index: number): number => median(runs.map((times) => times[index] ?? Number.NaN));
  const ratio = median(runs.map(([first = Number.NaN, second = Number.NaN]) => first / second));
  const what = `${label}: first to second, median of the processes`;
  return [
    { what: `${label}: first look-up`, value: `${at(0).toFixed(1)} ms` },
    { what: `${label}: second look-up`, value: `${at(1).toFixed(1)} ms` },
    limit === undefined ? { what, value: `${ratio.toFixed(2)} ×` } : atMost(what, ratio, limit, '×'),
  ];
}

export const provisionedBench: Bench = {
  name: 'provisioned',
  about:
    'Look-ups of a process of the evaluator that is kept started, and of one that is not: the shipped bundle, the real client.',
  run: async () => {
    const table = await startTableProcess();
    try {
      const kept: (readonly number[])[] = [];
      const others: (readonly number[])[] = [];
      for (let run = 0; run < RUNS; run++) {
        kept.push(timesOf('provisioned-concurrency', table.url));
        others.push(timesOf('on-demand', table.url));
      }
      return [...figures('kept started', kept, 1.5), ...figures('started on demand', others)];
    } finally {
      table.stop();
    }
  },
};
