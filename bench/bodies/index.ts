import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { atMost, type Bench, type Figure } from '../bench';
import { PLAIN } from './kinds';
import type { Times } from './measure';

const MAX_RATIO = 5;
/** A query has 10 kB at most, and beside one plain value, which costs nothing, any work would look large. */
const QUERY_SEAT = 'withCors, query of 10 kB';
const MAX_QUERY_MILLIS = 1;

/** Figures of one seat: its plain body, and every other beside it. */
function figuresOf(seat: string, times: Times): readonly Figure[] {
  const { [PLAIN]: plain = Number.NaN, ...others } = times;
  return [
    { what: `${seat}: ${PLAIN}`, value: `${plain.toFixed(2)} ms` },
    ...Object.entries(others).map(([kind, millis]) =>
      seat === QUERY_SEAT
        ? atMost(`${seat}: ${kind}`, millis, MAX_QUERY_MILLIS, 'ms')
        : atMost(`${seat}: ${kind}`, millis / plain, MAX_RATIO, '×'),
    ),
  ];
}

export const bodiesBench: Bench = {
  name: 'bodies',
  about:
    'Whole requests with a body of 1 MB through the shipped bundles, beside one with a plain value of the same size; processor time, median of 15 rounds in turn.',
  run: async () => {
    const upstream = createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
      });
    });
    upstream.listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const url = `http://127.0.0.1:${String((upstream.address() as AddressInfo).port)}`;
    const child = fork(join(__dirname, 'measure.ts'), [url], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    try {
      const [seats] = (await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(([code]) =>
          Promise.reject(new Error(`the measuring process ended with ${String(code)}`)),
        ),
      ])) as [Readonly<Record<string, Times>>];
      return Object.entries(seats).flatMap(([seat, times]) => figuresOf(seat, times));
    } finally {
      child.kill();
      upstream.closeAllConnections();
      upstream.close();
    }
  },
};
