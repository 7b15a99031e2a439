import type * as Fs from 'node:fs';

interface WriteLine {
  readonly writeLine: (line: string) => void;
}

/** How many bytes of each call the pipe takes, or the error with which it refuses. */
let pipe: (bytes: Uint8Array) => number = (bytes) => bytes.length;
const written: string[] = [];
const writeSync = jest.fn((descriptor: number, line: Uint8Array | string) => {
  const bytes = Buffer.from(line as string);
  const count = pipe(bytes);
  written.push(`${String(descriptor)}: ${Buffer.from(bytes.subarray(0, count)).toString()}`);
  return count;
});
jest.mock('node:fs', () => ({
  ...jest.requireActual<typeof Fs>('node:fs'),
  writeSync: (descriptor: number, line: Uint8Array | string, ...more: readonly unknown[]) => {
    // As Node does: only a text has an encoding.
    if (typeof line !== 'string' && more.length > 0) throw new TypeError('bytes with an encoding');
    return writeSync(descriptor, line);
  },
}));

/** The module anew, because it remembers which kind of thread it runs in. */
function fresh(): (line: string) => void {
  let load: (line: string) => void = () => undefined;
  jest.isolateModules(() => {
    // Without a type argument, so that jest sees the dependency.
    const module: WriteLine = jest.requireActual('../../../../lambda/shared/log/write-line');
    load = module.writeLine;
  });
  return load;
}

const stream = jest.spyOn(process.stdout, 'write');
const chdir = jest.spyOn(process, 'chdir');

beforeEach(() => {
  written.length = 0;
  writeSync.mockClear();
  pipe = (bytes) => bytes.length;
  stream.mockReset().mockReturnValue(true);
  chdir.mockReset().mockReturnValue(undefined);
});
afterAll(() => {
  stream.mockRestore();
  chdir.mockRestore();
});

test('a line goes to standard output at once, ends with a line feed, and the stream is not opened', () => {
  fresh()('{"a":1}');
  expect(written).toEqual(['1: {"a":1}\n']);
  expect(stream).not.toHaveBeenCalled();
});

test('a pipe that takes a few bytes at a time gets the rest', () => {
  pipe = () => 3;
  fresh()('{"a":1}x');
  expect(written).toEqual(['1: {"a', '1: ":1', '1: }x\n']);
  expect(stream).not.toHaveBeenCalled();
});

test('letters of more than one byte arrive whole, however few bytes the pipe takes', () => {
  fresh()('{"a":"grüß"}');
  expect(written).toEqual(['1: {"a":"grüß"}\n']);
  written.length = 0;
  pipe = () => 1;
  fresh()('ü');
  expect(writeSync.mock.results.map(({ value }) => value as number)).toEqual([15, 1, 1, 1]);
  expect(stream).not.toHaveBeenCalled();
});

test('the stream takes what a full pipe leaves over', () => {
  let calls = 0;
  pipe = () => {
    calls += 1;
    if (calls > 1) throw Object.assign(new Error('EAGAIN'), { code: 'EAGAIN' });
    return 2;
  };
  fresh()('{"a":1}');
  expect(written).toEqual(['1: {"']);
  expect(stream.mock.calls.map(([bytes]) => Buffer.from(bytes as Uint8Array).toString())).toEqual([
    'a":1}\n',
  ]);
});

test('a worker thread writes to its own stream, and finds out once that it is one', () => {
  chdir.mockImplementation(() => {
    throw Object.assign(new TypeError('not in workers'), { code: 'ERR_WORKER_UNSUPPORTED_OPERATION' });
  });
  const write = fresh();
  write('1');
  write('2');
  expect(written).toEqual([]);
  expect(stream.mock.calls.map(([bytes]) => Buffer.from(bytes as Uint8Array).toString())).toEqual([
    '1\n',
    '2\n',
  ]);
  expect(chdir).toHaveBeenCalledTimes(1);
});

test('the main thread finds out once, and stays where it is', () => {
  const write = fresh();
  write('1');
  write('2');
  expect(chdir.mock.calls).toEqual([['.']]);
});
