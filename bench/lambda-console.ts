import { writeSync } from 'node:fs';
import { format } from 'node:util';

const STDOUT = 1;
const FRAME = 0xa55a000f;

/**
 * Makes `console.log` work as in Lambda's Node.js runtime: the time, the request and the level come before the text, and a frame
 * of 16 bytes goes to the reader of the log before each line. Node's own console would keep lines in memory while the reader
 * is busy, and cost less than it does in a function.
 *
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
 */
export function useLambdaConsole(): void {
  // The loader of TypeScript opens the stream, and then the pipe would refuse lines while its reader is busy.
  const { _handle: pipe } = process.stdout as unknown as { _handle?: { setBlocking?(on: boolean): void } };
  pipe?.setBlocking?.(true);
  const frame = Buffer.alloc(16);
  console.log = (...parts: readonly unknown[]): void => {
    const now = new Date();
    const line = `${now.toISOString()}\t00000000-0000-4000-8000-000000000000\tINFO\t${format(...parts)}\n`;
    const bytes = Buffer.from(line, 'utf8');
    frame.writeUInt32BE(FRAME, 0);
    frame.writeUInt32BE(bytes.length, 4);
    frame.writeBigInt64BE(BigInt(now.valueOf()) * 1000n, 8);
    writeSync(STDOUT, frame);
    writeSync(STDOUT, bytes);
  };
}
