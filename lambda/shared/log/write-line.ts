import { writeSync } from 'node:fs';
import { isAscii, printableJson } from './printable-json';

const STDOUT = 1;

/**
 * Writes one line of JSON to standard output, in printable characters only.
 *
 * It does not use `process.stdout`: opening that stream takes a tenth of a cold start (ADR 17), and in Lambda both write to
 * the same pipe without delay. A worker thread is the exception: only the stream knows its standard output.
 *
 * @param isPlain whether the line is known to be printable ASCII
 */
export function writeLine(line: string, isPlain = isAscii(line)): void {
  // Most lines are ASCII: each character is a byte, and no copy of the line in bytes is made.
  let rest: string | Uint8Array = isPlain ? `${line}\n` : Buffer.from(`${printableJson(line)}\n`);
  if (!isWorkerThread() && !isWaiting()) {
    try {
      while (rest.length > 0) rest = written(rest);
      return;
    } catch {
      // The pipe is full and does not block. The stream waits for it; a log line never costs a verdict.
    }
  }
  stream = process.stdout;
  stream.write(rest);
}

/** The stream, once a line has gone through it. */
let stream: NodeJS.WriteStream | undefined;

/** Whether the stream holds the rest of a line: the next line must come after it, and not into its middle. */
function isWaiting(): boolean {
  return stream !== undefined && stream.writableLength > 0;
}

/** Writes as much as the pipe takes, and gives the rest. */
function written(rest: string | Uint8Array): string | Uint8Array {
  if (typeof rest === 'string') return rest.slice(writeSync(STDOUT, rest, null, 'latin1'));
  return rest.subarray(writeSync(STDOUT, rest));
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
