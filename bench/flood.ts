import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { candidatePatterns, MAX_LABELS, parseOrigin } from '../lib/core';
import { median, type Bench, type Figure } from './bench';
import { tableEnvironment } from './dynamodb';
import { effectOf } from './effect';
import { EVALUATOR_ENVIRONMENT } from './evaluator-environment';
import { authorizerEvent } from './event';
import { startTableProcess } from './table-process';

const DATA = '/services/data/v60.0/query';
const BATCHES = 9;
const BATCH = 200;
/** A consistent read of up to 4 kB costs one unit, and so does one that finds nothing. */
const UNITS_PER_KEY = 1;
/** US dollars for a million read request units on demand, us-east-1, 2026-11. */
const DOLLARS = 0.125;

type Handler = (event: object) => Promise<unknown>;

/** An origin that nobody has asked with before, of so many labels. */
function strangerOf(labels: number, round: number): string {
  const names = Array.from({ length: labels - 2 }, (_, index) => `l${String(index)}`);
  return `https://${[...names, `x${String(round)}`, 'example'].join('.')}`;
}

/**
 * Milliseconds of processor time that the evaluator takes for one of these requests, in the median batch.
 *
 * @throws Error when one of them is not refused
 */
async function processorMillis(handler: Handler, originOf: (round: number) => string): Promise<number> {
  const times: number[] = [];
  let round = 0;
  for (let batch = -1; batch < BATCHES; batch++) {
    const before = process.cpuUsage();
    const answers: unknown[] = [];
    for (let call = 0; call < BATCH; call++) {
      answers.push(await handler(authorizerEvent(DATA, originOf(round++))));
    }
    const { user, system } = process.cpuUsage(before);
    const others = answers.map(effectOf).filter((effect) => effect !== 'Deny');
    if (others.length > 0) throw new Error(`${others.length} of ${BATCH} strangers got ${String(others[0])}`);
    // The first batch warms the code up.
    if (batch >= 0) times.push((user + system) / 1000 / BATCH);
  }
  return median(times);
}

/** Measures in a process of its own, whose output goes nowhere: the evaluator writes a line for each refusal. */
async function measuredApart(url: string, labels: number): Promise<number> {
  const child = fork(__filename, [String(labels)], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...tableEnvironment(url), ...EVALUATOR_ENVIRONMENT },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let millis: number | undefined;
  child.on('message', (value: number) => (millis = value));
  await once(child, 'disconnect');
  if (millis === undefined) throw new Error(`the measurement of ${String(labels)} labels failed`);
  return millis;
}

export const floodBench: Bench = {
  name: 'flood',
  about:
    'Requests of unlisted origins, each seen for the first time, through the shipped evaluator and its client to an embedded DynamoDB in another process: the cost of one of them.',
  run: async () => {
    const table = await startTableProcess();
    const figures: Figure[] = [];
    for (const labels of [3, 8, MAX_LABELS]) {
      const origin = parseOrigin(strangerOf(labels, 0));
      const keys = origin === undefined ? 0 : candidatePatterns(origin).length;
      const millis = await measuredApart(table.url, labels);
      const dollars = keys * UNITS_PER_KEY * DOLLARS;
      figures.push(
        { what: `${String(labels)} labels: keys of the one BatchGetItem`, value: String(keys) },
        {
          what: `${String(labels)} labels: processor time of the evaluator`,
          value: `${millis.toFixed(2)} ms`,
        },
        { what: `${String(labels)} labels: reads of a million`, value: `${dollars.toFixed(2)} $` },
      );
    }
    table.stop();
    return figures;
  },
};

if (require.main === module) {
  const labels = Number(process.argv[2]);
  // The bundle reads its environment when it is loaded.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a build's output, not a module of the sources
  const { handler } = require(resolve('assets/evaluator/index.js')) as { handler: Handler };
  void processorMillis(handler, (round) => strangerOf(labels, round)).then((millis) => {
    process.send?.(millis);
    process.disconnect();
  });
}
