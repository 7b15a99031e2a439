import { writeSync } from 'node:fs';

const STDOUT = 1;

/**
 * Writes one line to standard output.
 *
 * Past `process.stdout`, because opening that stream is a tenth of a cold start (ADR 9). In Lambda both write to the same
 * pipe, at once. A worker thread has a standard output of its own, which only the stream knows.
 */
export function writeLine(line: string): void {
  let rest: Uint8Array = Buffer.from(`${line}\n`);
  if (!isWorkerThread()) {
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(STDOUT, rest));
      return;
    } catch {
      // A pipe that is full and does not block: the stream waits for it. A log line never costs a verdict.
    }
  }
  process.stdout.write(rest);
}

let workerThread: boolean | undefined;

/** Asked by what worker threads may not do: the module that says it outright takes two milliseconds to load. */
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
