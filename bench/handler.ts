import { join } from 'node:path';
import { atMost, median, type Bench, type Figure } from './bench';
import { effectOf } from './effect';
import { microsByTurn, processorClock, type Call } from './engine/interleaved';
import { browserAuthorizerEvent } from './event';
import { useLambdaConsole } from './lambda-console';
import { startTableProcess } from './table-process';
import { reportTimes, timesApart, type Times } from './times-apart';
import { EVALUATOR, FIXTURES } from './whole-process';

const PATH = '/services/data/v60.0/query';
const LISTED = 'https://app.example.com';
const BY_HAND = join(FIXTURES, 'logging-authorizer.cjs');

/** Origin of the request, and how many times the time of the hand-written authorizer ours may take. */
const KINDS = {
  pass: { origin: undefined, effect: 'Allow', limit: 1 },
  allow: { origin: LISTED, effect: 'Allow', limit: 1.5 },
  refusal: { origin: 'https://stranger.example.net', effect: 'Deny', limit: 3 },
} as const;
const NAMES = Object.keys(KINDS) as (keyof typeof KINDS)[];

type Handler = (event: object) => Promise<unknown>;

/** So many that the ratio is the same within a twentieth on a machine that is busy with something else. */
const TURNS = 41;

/** Microseconds of one call of each handler for each kind, all of them in turn, and those that are compared one after the other. */
async function measured(): Promise<Times> {
  useLambdaConsole();
  const calls: Record<string, Call> = {};
  for (const name of NAMES) {
    const { origin, effect } = KINDS[name];
    const event = browserAuthorizerEvent(PATH, origin);
    for (const [who, file] of Object.entries({ ours: EVALUATOR, byHand: BY_HAND })) {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- files that are built
      const { handler } = require(file) as { handler: Handler };
      const found = effectOf(await handler(event));
      if (found !== effect) throw new Error(`${who}: a ${name} is answered with ${String(found)}`);
      calls[`${who} ${name}`] = () => handler(event);
    }
  }
  return microsByTurn(calls, processorClock, TURNS);
}

export const handlerBench: Bench = {
  name: 'handler',
  about:
    'A warm call of the whole authorizer, what was found in the table still in its memory, beside an authorizer that is written by hand, has its origins in the code and logs one line of JSON. Both get the event of a browser, and write their lines to a pipe, `console.log` as in Lambda. Time of the processor, in turn; the ratio is the median of those of the turns.',
  run: async () => {
    const table = await startTableProcess([LISTED]);
    try {
      const times = timesApart(__filename, table.url);
      return NAMES.flatMap((name): readonly Figure[] => {
        const [ours = [], byHand = []] = [times[`ours ${name}`], times[`byHand ${name}`]];
        const ratios = ours.map((micros, turn) => micros / (byHand[turn] ?? NaN));
        return [
          { what: `${name}, shipped evaluator`, value: `${median(ours).toFixed(1)} µs` },
          { what: `${name}, written by hand`, value: `${median(byHand).toFixed(1)} µs` },
          atMost(`${name}, ratio`, median(ratios), KINDS[name].limit, '×'),
        ];
      });
    } finally {
      table.stop();
    }
  },
};

if (require.main === module) reportTimes(measured());
