import { createRequire } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { Script } from 'node:vm';
import { build, type Plugin } from 'esbuild';

/** The code of one test file and of all that it imports from the project, as one function that can run again and again. */
export interface Suite {
  /** Path from the root of the project. */
  readonly file: string;
  /** Runs the file: a new copy of every module of the project, and the packages as they were loaded before. */
  load(globals: Readonly<Record<string, unknown>>): void;
}

/** What jest calls `moduleNameMapper`: a pattern of import names, and what stands in for it. */
export type Replaced = Readonly<Record<string, string>>;

/** Bundles a test file. Packages stay outside: they are no part of what is judged, and slow to load. */
export async function bundleSuite(
  file: string,
  replaced: Replaced,
  globalNames: readonly string[],
): Promise<Suite> {
  const path = resolve(file);
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'es2023',
    packages: 'external',
    plugins: [replacing(replaced)],
    write: false,
    logLevel: 'error',
  });
  const names = ['require', 'module', 'exports', '__filename', '__dirname', ...globalNames];
  const code = `(function (${names.join(', ')}) {${outputFiles[0]?.text ?? ''}\n})`;
  const run = new Script(code, { filename: path }).runInThisContext() as (...values: unknown[]) => void;
  return {
    file: relative(process.cwd(), path),
    load: (globals) => {
      const module = { exports: {} };
      const values = globalNames.map((name) => globals[name]);
      run(createRequire(path), module, module.exports, path, dirname(path), ...values);
    },
  };
}

function replacing(replaced: Replaced): Plugin {
  return {
    name: 'replaced',
    setup: (bundler) => {
      for (const [pattern, target] of Object.entries(replaced)) {
        bundler.onResolve({ filter: new RegExp(pattern) }, ({ path }) => ({
          path: fileOf(path.replace(new RegExp(pattern), target.replace('<rootDir>', process.cwd()))),
        }));
      }
      // A package that is imported by its path is a package all the same.
      bundler.onResolve({ filter: /^\..*\/node_modules\// }, ({ path, resolveDir }) => ({
        path: resolve(resolveDir, path),
        external: true,
      }));
    },
  };
}

function fileOf(path: string): string {
  return path.endsWith('.ts') ? path : `${path}.ts`;
}
