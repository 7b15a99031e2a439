import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

/**
 * Declarations of the subpath `/runtime`. They are one small tree of their own beside the bundle, because jsii emits
 * declarations of `lib/` alone, and a user's compiler must not need our sources.
 */
const root = resolve(__dirname, '..');
const out = join(root, 'assets/runtime');
const entry = join(root, 'runtime/index.ts');

function readOptions(): ts.CompilerOptions {
  const file = join(root, 'tsconfig.check.json');
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return {
    ...options,
    noEmit: false,
    emitDeclarationOnly: true,
    declaration: true,
    outDir: join(out, 'types'),
  };
}

function main(): number {
  rmSync(join(out, 'types'), { recursive: true, force: true });
  const program = ts.createProgram([entry], readOptions());
  const { diagnostics } = program.emit();
  const errors = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (errors.length > 0) {
    console.error(
      ts.formatDiagnostics(errors, {
        getCurrentDirectory: () => root,
        getCanonicalFileName: (name) => name,
        getNewLine: () => '\n',
      }),
    );
    return 1;
  }
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'index.d.ts'), "export * from './types/runtime/index';\n");
  return 0;
}

process.exitCode = main();
