import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-line-'));
  buildSync({
    entryPoints: [resolve(__dirname, '../../../../lambda/shared/log/write-line.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: join(folder, 'write-line.js'),
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The output of a separate script on a pipe. */
function output(script: string): string {
  const file = join(folder, 'script.js');
  writeFileSync(file, `const { writeLine } = require('./write-line.js');\n${script}`);
  const run = spawnSync(process.execPath, [file], { encoding: 'utf8', maxBuffer: 1 << 26 });
  expect(run.stderr).toBe('');
  return run.stdout;
}

test('a line arrives, and the stream of standard output is never opened', () => {
  const script = `
    const { get } = Object.getOwnPropertyDescriptor(process, 'stdout');
    let opened = 0;
    Object.defineProperty(process, 'stdout', { get() { opened++; return get.call(process); } });
    writeLine('grüß');
    writeLine('opened ' + opened);
  `;
  expect(output(script)).toBe('grüß\nopened 0\n');
});

test('a line of a megabyte arrives whole, and the next one after it', () => {
  const lines = output(`writeLine('x'.repeat(1_000_000)); writeLine('end');`).split('\n');
  expect(lines.map((line) => line.length)).toEqual([1_000_000, 3, 0]);
});

test('a pipe that is full and does not block loses nothing, and keeps lines apart', () => {
  // An opened stream makes the pipe one that does not block.
  const script = `
    process.stdout.write('begin\\n');
    process.stdout._handle.setBlocking(false);
    for (let i = 0; i < 40; i++) writeLine('y'.repeat(100_000));
    // The reader makes room now and then, in the middle of a line.
    let late = 0;
    const timer = setInterval(() => (late++ < 40 ? writeLine('z'.repeat(70_000)) : clearInterval(timer)), 1);
  `;
  const lines = output(script).split('\n');
  expect(lines).toEqual([
    'begin',
    ...Array<string>(40).fill('y'.repeat(100_000)),
    ...Array<string>(40).fill('z'.repeat(70_000)),
    '',
  ]);
});

test('a worker thread writes to the standard output that it was given', () => {
  const script = `
    const { Worker, isMainThread } = require('node:worker_threads');
    if (isMainThread) {
      const worker = new Worker(__filename, { stdout: true });
      let text = '';
      worker.stdout.on('data', (chunk) => { text += chunk; });
      worker.on('exit', () => setImmediate(() => console.log('captured', JSON.stringify(text))));
    } else {
      writeLine('from the thread');
    }
  `;
  expect(output(script)).toBe('captured "from the thread\\n"\n');
});
