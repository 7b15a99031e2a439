import { join } from 'node:path';
import { ADMIN_AUTH, TABLE_NAME } from '../lib/contract';
import { median, type Bench } from './bench';
import { proxyEvent } from './event';
import { processorTimeOf } from './whole-process';

const RUNS = 25;
const ASSETS = join(__dirname, '..', 'assets');

/** The functions of the admin API, each with a call that it refuses before it needs the table. */
const CALLS: readonly (readonly [name: string, path: string])[] = [
  ['allowlist', '/cors/v1/allowlist/import'],
  ['settings', '/cors/v1/settings'],
  ['queries', '/cors/v1/refusals'],
];

export const adminStartBench: Bench = {
  name: 'admin-start',
  about:
    'Whole processes: load the shipped function of the admin API and refuse one call. Time of the processor, functions in turn.',
  run: () => {
    const environment = { [TABLE_NAME]: 'bench', [ADMIN_AUTH]: JSON.stringify({ mode: 'iam' }) };
    const times = CALLS.map((): number[] => []);
    for (let run = -1; run < RUNS; run++) {
      for (const [index, [name, path]] of CALLS.entries()) {
        const file = join(ASSETS, 'admin', `${name}.js`);
        const millis = processorTimeOf({ file, event: proxyEvent(path, 'text/plain', ''), environment });
        // The first round fills the file cache.
        if (run >= 0) times[index]?.push(millis);
      }
    }
    const figures = CALLS.map(([name], index) => {
      const all = times[index] ?? [];
      const value = `${Math.min(...all).toFixed(1)} ms, ${median(all).toFixed(1)} ms`;
      return { what: `${name}: least and median of ${String(RUNS)}`, value };
    });
    return Promise.resolve(figures);
  },
};
