import { writeSync } from 'node:fs';
import { printableJson } from './printable-json';

const STDOUT = 1;

/**
 * Writes one line of JSON to standard output, in printable characters only.
 *
 * It does not use `process.stdout`: opening that stream takes a tenth of a cold start (ADR 9), and in Lambda both write to
 * the same pipe without delay. A worker thread is the exception: only the stream knows its standard output.
 */
export function writeLine(line: string): void {
  let rest: Uint8Array = Buffer.from(`${printableJson(line)}\n`);
  if (!isWorkerThread()) {
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(STDOUT, rest));
      return;
    } catch {
      // The pipe is full and does not block. The stream waits for it; a log line never costs a verdict.
    }
  }
  process.stdout.write(rest);
}

let workerThread: boolean | undefined;

/** Found by an operation that worker threads may not do: `node:worker_threads` takes two milliseconds to load. */
function isWorkerThread(): boolean {
  if (workerThread === undefined) {
    try {
      process.chdir('.');
      workerThread = false;
    } catch {
      workerThread = true;
    }
  }
  return workerThread;
}
