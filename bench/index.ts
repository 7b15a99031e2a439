import { availableParallelism } from 'node:os';
import { adminBench } from './admin';
import { adminStartBench } from './admin-start';
import type { Bench, Figure } from './bench';
import { bodiesBench } from './bodies';
import { coldStartBench } from './cold-start';
import { consoleBench } from './console';
import { engineBench } from './engine';
import { floodBench } from './flood';
import { handlerBench } from './handler';
import { judgedByBench } from './judged-by';
import { localMemoryBench } from './local-memory';
import { memoryBench } from './memory';
import { peersBench } from './peers';
import { provisionedBench } from './provisioned';
import { readsBench } from './reads';
import { refusalsBench } from './refusals';
import { sizesBench } from './sizes';
import { startBench } from './start';
import { synthBench } from './synth';
import { tokensBench } from './tokens';

/** Every bench, in the order in which `npm run bench` runs them. */
const BENCHES: readonly Bench[] = [
  engineBench,
  bodiesBench,
  peersBench,
  sizesBench,
  coldStartBench,
  handlerBench,
  judgedByBench,
  provisionedBench,
  readsBench,
  floodBench,
  memoryBench,
  localMemoryBench,
  refusalsBench,
  startBench,
  synthBench,
  adminBench,
  adminStartBench,
  consoleBench,
  tokensBench,
];

function print({ name, about }: Bench, figures: readonly Figure[]): void {
  console.log(`\n## ${name}\n\n${about}\n\n| figure | value | reach | |\n|---|---|---|---|`);
  for (const { what, value, target, reached } of figures) {
    const mark = reached === undefined ? '' : reached ? 'yes' : 'no';
    console.log(`| ${what} | ${value} | ${target ?? ''} | ${mark} |`);
  }
}

async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `no bench ${unknown.join(', ')}: there are ${BENCHES.map(({ name }) => name).join(', ')}`,
    );
  }
  console.log(`Node ${process.version}, ${String(availableParallelism())} cores`);
  for (const bench of BENCHES) {
    if (wanted.length === 0 || wanted.includes(bench.name)) print(bench, await bench.run());
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
