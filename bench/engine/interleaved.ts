import { median } from '../bench';

const TURNS = 9;
/** A sample takes at least this long, so that the clock's own error does not count. */
const SAMPLE_MILLIS = 25;

/** One call. It gets the number of the round, to take another input each time. Its result is kept, so that it is computed. */
export type Call = (round: number) => unknown;

/** A clock in nanoseconds: that of the wall, or the time that this process has computed. */
export type Clock = () => number;

const wallClock: Clock = () => Number(process.hrtime.bigint());

/** The time of the processor in this process. Others that run beside it do not count. */
export const processorClock: Clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
};

let kept: unknown;

/** Nanoseconds of one call over a number of rounds. */
async function sample(call: Call, rounds: number, clock: Clock): Promise<number> {
  const start = clock();
  for (let round = 0; round < rounds; round++) {
    kept = call(round);
    // A promise is only an answer once it resolves. Calls that return none do not pay for it.
    if (kept instanceof Promise) await kept;
  }
  return (clock() - start) / rounds;
}

/** As many rounds as fill a sample, found while the code gets warm. */
async function roundsOf(call: Call, clock: Clock): Promise<number> {
  let rounds = 16;
  while ((await sample(call, rounds, clock)) * rounds < SAMPLE_MILLIS * 1e6) rounds *= 2;
  return rounds;
}

/**
 * Microseconds of one call of each contestant, turn by turn. They take turns in the order of their names, so that other work of the
 * machine slows all of them alike.
 */
export async function microsByTurn<Name extends string>(
  calls: Readonly<Record<Name, Call>>,
  clock: Clock = wallClock,
  turns = TURNS,
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const names = Object.keys(calls) as Name[];
  const contestants: { name: Name; rounds: number; times: number[] }[] = [];
  for (const name of names) contestants.push({ name, rounds: await roundsOf(calls[name], clock), times: [] });
  for (let turn = 0; turn < turns; turn++) {
    for (const { name, rounds, times } of contestants)
      times.push((await sample(calls[name], rounds, clock)) / 1000);
  }
  return Object.fromEntries(contestants.map(({ name, times }) => [name, times])) as Record<Name, number[]>;
}

/** Microseconds of one call of each contestant, the median of nine turns. */
export async function medianMicros<Name extends string>(
  calls: Readonly<Record<Name, Call>>,
): Promise<Readonly<Record<Name, number>>> {
  const byTurn = Object.entries<readonly number[]>(await microsByTurn(calls));
  return Object.fromEntries(byTurn.map(([name, times]) => [name, median(times)])) as Record<Name, number>;
}
