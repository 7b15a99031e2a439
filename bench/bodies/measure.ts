import { median } from '../bench';
import { FORMS, JSONS, MULTIPARTS, QUERIES, XMLS, type Kinds } from './kinds';
import { admin, middleware, responder, type Ask } from './seats';

const ROUNDS = 15;
/** Rounds before those that count. */
const WARM_UP = 3;

/** Milliseconds of processor time by kind. */
export type Times = Readonly<Record<string, number>>;

/*
 * Runs in a process of its own, because functions write log lines to standard output and read their environment at start.
 * Takes the URL of the upstream, and sends the times by seat and kind.
 */

async function timesOf(ask: Ask, kinds: Kinds): Promise<Times> {
  const times = new Map<string, number[]>(Object.keys(kinds).map((kind) => [kind, []]));
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    // All kinds take turns, so that other work of the machine slows all of them alike.
    for (const [kind, text] of Object.entries(kinds)) {
      const start = process.cpuUsage();
      await ask(text);
      const { user, system } = process.cpuUsage(start);
      if (round >= 0) times.get(kind)?.push((user + system) / 1000);
    }
  }
  return Object.fromEntries(Array.from(times, ([kind, values]) => [kind, median(values)]));
}

async function main(upstream: string): Promise<void> {
  const form = 'application/x-www-form-urlencoded';
  const multipart = 'multipart/form-data; boundary=b';
  const json = 'application/json';
  const [toUpstream, behind, toAdmin] = [await responder(upstream), await middleware(), await admin()];
  const times: Record<string, Times> = {
    'responder, form': await timesOf(toUpstream(form), FORMS),
    'responder, multipart': await timesOf(toUpstream(multipart), MULTIPARTS),
    'responder, JSON': await timesOf(toUpstream(json), JSONS),
    'withCors, form': await timesOf(behind.body(form), FORMS),
    'withCors, JSON': await timesOf(behind.body(json), JSONS),
    'withCors, query of 10 kB': await timesOf(behind.query, QUERIES),
    'admin API, JSON': await timesOf(toAdmin(json), JSONS),
    'admin API, XML': await timesOf(toAdmin('application/xml'), XMLS),
  };
  process.send?.(times, () => process.exit());
}

void main(process.argv[2] ?? '');
