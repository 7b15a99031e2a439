import { median } from '../bench';

const SAMPLES = 9;
/** A sample takes at least this long, so that the clock's own error does not count. */
const SAMPLE_MILLIS = 25;

/** One call. It gets the number of the round, to take another input each time. Its result is kept, so that it is computed. */
export type Call = (round: number) => unknown;

let kept: unknown;

/** Nanoseconds of one call over a number of rounds. */
async function sample(call: Call, rounds: number): Promise<number> {
  const start = process.hrtime.bigint();
  for (let round = 0; round < rounds; round++) {
    kept = call(round);
    // A promise is only an answer once it resolves. Calls that return none do not pay for it.
    if (kept instanceof Promise) await kept;
  }
  return Number(process.hrtime.bigint() - start) / rounds;
}

/** As many rounds as fill a sample, found while the code gets warm. */
async function roundsOf(call: Call): Promise<number> {
  let rounds = 16;
  while ((await sample(call, rounds)) * rounds < SAMPLE_MILLIS * 1e6) rounds *= 2;
  return rounds;
}

/**
 * Microseconds of one call of each contestant, the median of nine samples. They take turns, so that other work of the machine
 * slows all of them alike.
 */
export async function medianMicros<Name extends string>(
  calls: Readonly<Record<Name, Call>>,
): Promise<Readonly<Record<Name, number>>> {
  const names = Object.keys(calls) as Name[];
  const contestants: { name: Name; rounds: number; times: number[] }[] = [];
  for (const name of names) contestants.push({ name, rounds: await roundsOf(calls[name]), times: [] });
  for (let turn = 0; turn < SAMPLES; turn++) {
    for (const { name, rounds, times } of contestants) times.push(await sample(calls[name], rounds));
  }
  const entries = contestants.map(({ name, times }) => [name, median(times) / 1000] as const);
  return Object.fromEntries(entries) as Record<Name, number>;
}
