import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { impurities } from './impurities';

const core = resolve(__dirname, '../../lib/core');
const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

describe('the decision is pure: the same input gives the same answer in every seat, on every machine', () => {
  test('there is something to look at', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  test.each(files)('lib/core/%s reads no clock, environment or chance and prints nothing', (file) => {
    expect(impurities(readFileSync(join(core, file), 'utf8'))).toEqual([]);
  });
});

describe('what counts as impure', () => {
  test.each([
    ['const t = Date.now();', ['Date:1']],
    ['const t = new Date();', ['Date:1']],
    ['const t = new Date;', ['Date:1']],
    ['const t = Date();', ['Date:1']],
    ['const now = Date;', ['Date:1']],
    ['\nconst { now } = Date;', ['Date:2']],
    ['const r = Math.random();', ['Math.random:1']],
    ['const e = process.env.STAGE;', ['process:1']],
    ['console.log(1);', ['console:1']],
    ["const fs = require('node:fs');", ['require:1']],
    ["const fs = await import('node:fs');", ['import():1']],
    ['const g = globalThis.Date.now();', ['globalThis:1']],
    ['setTimeout(() => undefined, 1);', ['setTimeout:1']],
    ["const m = Date.parse('2030-01-01');", []],
    ['const d: Date = new Date(5);', []],
    ['const m = Math.max(1, 2);', []],
    ['interface Step { process: string } const s = step.process;', []],
    ["const s = 'process.env';", []],
  ])('%s', (text, expected) => {
    expect(impurities(text)).toEqual(expected);
  });
});
