import { startLocalProcess } from '../test/support/local-process';
import { atMost, median, type Bench } from './bench';

const RUNS = 5;

export const startBench: Bench = {
  name: 'start',
  about: 'The local gateway as a process, from its start to the ready line, once the bundles are built.',
  run: async () => {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const started = performance.now();
      const local = await startLocalProcess([]);
      times.push((performance.now() - started) / 1000);
      await local.stop();
    }
    return [atMost(`until ready, median of ${String(RUNS)}`, median(times), 5, 's')];
  },
};
