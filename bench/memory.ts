import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { atMost, type Bench } from './bench';

const ORIGINS = 1_000_000;
const MEBIBYTE = 1_048_576;
const FLOOD = join(__dirname, '..', 'test', 'lambda', 'store', 'support', 'flood.ts');
/** How Lambda starts Node in a function of 128 MB: 90 % for the old generation, 5 % for each half of the young one. */
const SMALLEST_FUNCTION = ['--max-old-space-size=115', '--max-semi-space-size=6'];

interface Grown {
  readonly grownBytes: number;
  readonly withFreeBytes: number;
}

export const memoryBench: Bench = {
  name: 'memory',
  about:
    'Resident growth over distinct origins of any length, beyond what as many look-ups of few origins take, in a process with the memory settings of the smallest function.',
  run: () => {
    const flags = [...SMALLEST_FUNCTION, '--expose-gc', '--import', 'tsx'];
    const output = execFileSync(process.execPath, [...flags, FLOOD, String(ORIGINS)], { encoding: 'utf8' });
    const { grownBytes, withFreeBytes } = JSON.parse(output) as Grown;
    const what = `growth after ${ORIGINS.toLocaleString('en')} origins`;
    return Promise.resolve([
      atMost(what, grownBytes / MEBIBYTE, 16, 'MiB', 1),
      {
        what: `${what}, with pages that are free and V8 has not given back`,
        value: `${(withFreeBytes / MEBIBYTE).toFixed(1)} MiB`,
      },
    ]);
  },
};
