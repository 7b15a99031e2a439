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
import { EVALUATOR, FIXTURES, timeOf } from './whole-process';

const RUNS = 21;
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
      const evaluator = (event: object) => () => timeOf({ file: EVALUATOR, event, environment });
      return [
        ...inTurn('no look-up', RUNS, 1.5, {
          evaluator: evaluator(without),
          'empty handler': () => timeOf({ file: empty, event: without, environment }),
        }),
        ...inTurn('first look-up', RUNS, 1, {
          evaluator: evaluator(withOrigin),
          'hand-written authorizer, client in the same bundle': () =>
            timeOf({ file: plain, event: withOrigin, environment }),
        }),
      ];
    } finally {
      table.stop();
      rmSync(folder, { recursive: true });
    }
  },
};
