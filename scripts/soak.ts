/*
 * Mixed load on the local gateway, while the table, the upstream, the clock and the process itself are disturbed in an order
 * that the seed decides: `soak.ts [--minutes N] [--seed S]`. Ends with the line "N passed, N failed".
 */
import { parseArgs } from 'node:util';
import { soak } from '../test/soak/soak';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
  const minutes = Number(values.minutes ?? '60');
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  if (!(minutes > 0) || !Number.isInteger(seed)) {
    console.error('--minutes must be a number above 0, and --seed a whole number');
    process.exitCode = 2;
    return;
  }
  console.log(`${String(minutes)} minutes, seed ${String(seed)}`);
  const { broken, brokenInAll, ...counts } = await soak(minutes, seed);
  console.log(JSON.stringify(counts, null, 2));
  for (const one of broken) console.log(one);
  console.log(`${String(counts.requests - brokenInAll)} passed, ${String(brokenInAll)} failed`);
  process.exitCode = brokenInAll === 0 && counts.allowed > 0 ? 0 : 1;
}

void main();
