import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/**
 * Declarations of the subpaths `/runtime` and `/runtime/testing`: a small tree of their own beside the bundles, because jsii
 * only emits those of `lib/`. It holds only what the public types name, and nothing that a user would have to install.
 */
const root = resolve(__dirname, '..');
const out = join(root, 'assets/runtime');
const types = join(out, 'types');

/** Source file of each subpath, and its declarations below `assets/runtime`. */
const entries = [
  { source: 'runtime/index', declarations: 'index.d.ts' },
  { source: 'runtime/testing/index', declarations: 'testing.d.ts' },
];

function readOptions(): ts.CompilerOptions {
  const file = join(root, 'tsconfig.check.json');
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return { ...options, noEmit: false, emitDeclarationOnly: true, outDir: types };
}

function emit(): Map<string, string> {
  const program = ts.createProgram(
    entries.map(({ source }) => join(root, `${source}.ts`)),
    readOptions(),
  );
  const errors = ts.getPreEmitDiagnostics(program);
  if (errors.length > 0) {
    const host = {
      getCurrentDirectory: () => root,
      getCanonicalFileName: (name: string) => name,
      getNewLine: () => '\n',
    };
    throw new Error(ts.formatDiagnostics(errors, host));
  }
  const emitted = new Map<string, string>();
  program.emit(undefined, (path, text) => emitted.set(resolve(path), text));
  return emitted;
}

/** The declarations that `path` reaches, itself first; the rest belongs to the implementation. */
function reach(path: string, emitted: Map<string, string>, seen = new Set<string>()): Set<string> {
  const text = emitted.get(path);
  if (text === undefined) throw new Error(`no declarations were made for ${relative(types, path)}`);
  seen.add(path);
  for (const { fileName } of ts.preProcessFile(text).importedFiles) {
    if (!fileName.startsWith('.')) {
      throw new Error(
        `${relative(types, path)} names ${fileName}: a user's compiler would need that package`,
      );
    }
    const stem = resolve(dirname(path), fileName);
    const target =
      [`${stem}.d.ts`, join(stem, 'index.d.ts')].find((file) => emitted.has(file)) ?? `${stem}.d.ts`;
    if (!seen.has(target)) reach(target, emitted, seen);
  }
  return seen;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function main(): void {
  const emitted = emit();
  const reached = new Set<string>();
  for (const { source } of entries) reach(join(types, `${source}.d.ts`), emitted, reached);
  rmSync(types, { recursive: true, force: true });
  for (const path of reached) write(path, emitted.get(path) ?? '');
  for (const { source, declarations } of entries) {
    write(join(out, declarations), `export * from './types/${source}';\n`);
  }
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
