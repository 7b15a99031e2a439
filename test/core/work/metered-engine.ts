import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';
import type * as Core from '../../../lib/core';
import type { Meter } from './meter';
import { metered } from './metered';

/** The engine from its sources, with the meter built in. */
export function meteredEngine(meter: Meter): typeof Core {
  const loaded = new Map<string, unknown>();
  const load = (path: string): unknown => {
    const known = loaded.get(path);
    if (known !== undefined) return known;
    const exports = {};
    loaded.set(path, exports);
    const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.CommonJS },
      transformers: { before: [metered] },
    });
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- our own sources, as a module loader runs them
    const run = new Function('exports', 'require', 'meter', outputText) as (...args: unknown[]) => void;
    run(exports, (name: string) => load(resolve(dirname(path), `${name}.ts`)), meter);
    return exports;
  };
  return load(resolve(__dirname, '../../../lib/core/index.ts')) as typeof Core;
}
