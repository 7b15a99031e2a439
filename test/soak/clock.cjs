'use strict';
// Loaded into the local gateway before anything else: its clock, and that of its functions, is ahead of the machine's by the
// milliseconds in the file. Plain JavaScript, because worker threads start without the loader of their parent.
const { readFileSync } = require('node:fs');
const threads = require('node:worker_threads');

const FILE = process.env.SOAK_CLOCK ?? threads.workerData?.soakClock;
const RealDate = Date;
let ahead = 0;

function read() {
  try {
    ahead = Number(readFileSync(FILE, 'utf8')) || 0;
  } catch {
    // It is being written: the next look finds it.
  }
}
read();
setInterval(read, 50).unref();

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + ahead);
    else super(...parts);
  }
  static now() {
    return RealDate.now() + ahead;
  }
};

const { Worker } = threads;
threads.Worker = class extends Worker {
  constructor(file, options = {}) {
    super(file, {
      ...options,
      env: options.env === undefined ? options.env : { ...options.env, SOAK_CLOCK: FILE },
      execArgv: [...(options.execArgv ?? []), '--require', __filename],
    });
  }
};
