import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { atMost, median, type Figure } from './bench';
import { tableEnvironment } from './dynamodb';
import { microsByTurn, processorClock, type Call } from './engine/interleaved';
import { EVALUATOR_ENVIRONMENT } from './evaluator-environment';
import { browserAuthorizerEvent } from './event';
import { inTurn } from './in-turn';
import { useLambdaConsole } from './lambda-console';
import { startTableProcess } from './table-process';
import { reportTimes, timesApart, type Times } from './times-apart';
import { EVALUATOR, timeOf } from './whole-process';
import { buildWithoutTokens } from './without-tokens';

const RUNS = 21;
const TURNS = 41;
/** One that is the same would have 1. */
const SAME = 1.05;
const PATH = '/services/data/v60.0/query';
const LISTED = 'https://app.example.com';
/** Requests with a token that nobody asks for, by the origin that they have. */
const ORIGINS = { pass: undefined, allow: LISTED, refusal: 'https://stranger.example.net' } as const;
const NAMES = Object.keys(ORIGINS) as (keyof typeof ORIGINS)[];

type Handler = (event: object) => Promise<unknown>;

/** Microseconds of a warm call of both evaluators, in turn. */
async function measured(shipped: string, without: string): Promise<Times> {
  useLambdaConsole();
  const calls: Record<string, Call> = {};
  for (const name of NAMES) {
    const event = browserAuthorizerEvent(PATH, ORIGINS[name]);
    const results = new Set<string>();
    for (const [who, file] of Object.entries({ shipped, without })) {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- files that are built
      const { handler } = require(file) as { handler: Handler };
      results.add(JSON.stringify(await handler(event)));
      calls[`${who} ${name}`] = () => handler(event);
    }
    if (results.size !== 1) throw new Error(`the two evaluators differ on a ${name}`);
  }
  return microsByTurn(calls, processorClock, TURNS);
}

/** The evaluator where no `tokens` are set, beside one that has no code for them. */
export async function unsetTokens(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cors-bench-'));
  const table = await startTableProcess([LISTED]);
  try {
    // Side by side: the place of a file decides on how Node loads it.
    const shipped = join(folder, 'shipped', 'index.js');
    cpSync(dirname(EVALUATOR), dirname(shipped), { recursive: true });
    const without = await buildWithoutTokens(join(folder, 'without'));
    const times = timesApart(__filename, table.url, shipped, without);
    const warm = NAMES.flatMap((name): readonly Figure[] => {
      const [ours = [], other = []] = [times[`shipped ${name}`], times[`without ${name}`]];
      const ratios = ours.map((micros, turn) => micros / (other[turn] ?? NaN));
      return [
        { what: `no tokens set, ${name}: shipped evaluator`, value: `${median(ours).toFixed(2)} µs` },
        {
          what: `no tokens set, ${name}: without the code for tokens`,
          value: `${median(other).toFixed(2)} µs`,
        },
        atMost(`no tokens set, ${name}: ratio, median of the turns`, median(ratios), SAME, '×'),
      ];
    });
    const environment = { ...EVALUATOR_ENVIRONMENT, ...tableEnvironment(table.url) };
    const event = browserAuthorizerEvent(PATH, undefined);
    const cold = inTurn('no tokens set, whole process', RUNS, SAME, {
      'shipped evaluator': () => timeOf({ file: shipped, event, environment }),
      'without the code for tokens': () => timeOf({ file: without, event, environment }),
    });
    return [...warm, ...cold];
  } finally {
    table.stop();
    rmSync(folder, { recursive: true });
  }
}

if (require.main === module) {
  const [shipped = '', without = ''] = process.argv.slice(2);
  reportTimes(measured(shipped, without));
}
