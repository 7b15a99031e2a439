import { execFileSync } from 'node:child_process';
import { Agent } from 'node:http';
import { startLocalProcess } from '../test/support/local-process';
import { statusOf } from '../test/support/refusal-flood';
import { atMost, type Bench } from './bench';

const REQUESTS = Number(process.env['LOCAL_MEMORY_REQUESTS'] ?? 200_000);
const CONNECTIONS = 32;
const KIBIBYTES_PER_MEGABYTE = 1000 / 1.024;
/** How often the memory is looked at, in requests. */
const EVERY = 2_000;

/** Resident memory of a process, in megabytes. */
function residentMegabytes(pid: number): number {
  const kibibytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
  return kibibytes / KIBIBYTES_PER_MEGABYTE;
}

export const localMemoryBench: Bench = {
  name: 'local-memory',
  about: `Resident memory of the local gateway, with all its functions and its DynamoDB, over requests of distinct origins on ${String(CONNECTIONS)} connections.`,
  run: async () => {
    const local = await startLocalProcess(['--empty']);
    const { pid } = local.process;
    if (pid === undefined) throw new Error('the local gateway has no process');
    const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
    let sent = 0;
    let peak = 0;
    let others = 0;
    const client = async (): Promise<void> => {
      while (sent < REQUESTS) {
        sent += 1;
        if (sent % EVERY === 0) peak = Math.max(peak, residentMegabytes(pid));
        const status = await statusOf(
          `${local.ready.gateway}/services/data/memory`,
          agent,
          `https://o${String(sent)}.example`,
        );
        if (status !== 403) others += 1;
      }
    };
    const started = performance.now();
    await Promise.all(Array.from({ length: CONNECTIONS }, client));
    const perSecond = REQUESTS / ((performance.now() - started) / 1000);
    const end = residentMegabytes(pid);
    agent.destroy();
    await local.stop();
    const count = REQUESTS.toLocaleString('en');
    return [
      atMost(`answers that are not 403, of ${count}`, others, 0, '', 0),
      atMost(`after ${count} requests`, end, 500, 'MB', 0),
      atMost(`at its highest during them`, Math.max(peak, end), 500, 'MB', 0),
      { what: 'requests in a second', value: perSecond.toFixed(0) },
    ];
  },
};
