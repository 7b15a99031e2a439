import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Bench } from './bench';
import { tableEnvironment } from './dynamodb';
import { EVALUATOR_ENVIRONMENT } from './evaluator-environment';
import { authorizerEvent } from './event';
import { inTurn } from './in-turn';
import { startTableProcess } from './table-process';
import { EVALUATOR, FIXTURES, processorTimeOf } from './whole-process';

/** So many that the ratio is the same within a twentieth on a machine that is busy with something else. */
const RUNS = 61;
export const coldStartBench: Bench = {
  name: 'cold-start',
  about:
    'Whole processes, started in turn: load the shipped bundle and answer one authorizer event. Time of the processor, user and system.',
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
      const evaluator = (event: object) => () => processorTimeOf({ file: EVALUATOR, event, environment });
      return [
        ...inTurn('no look-up', RUNS, 1.5, {
          evaluator: evaluator(without),
          'empty handler': () => processorTimeOf({ file: empty, event: without, environment }),
        }),
        ...inTurn('first look-up', RUNS, 1, {
          evaluator: evaluator(withOrigin),
          'hand-written authorizer, client in the same bundle': () =>
            processorTimeOf({ file: plain, event: withOrigin, environment }),
        }),
      ];
    } finally {
      table.stop();
      rmSync(folder, { recursive: true });
    }
  },
};
