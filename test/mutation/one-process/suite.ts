import { readFileSync } from 'node:fs';
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

/** Jest's `moduleNameMapper`: a pattern of import names, and the file that replaces it. */
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
    plugins: [replacing(replaced), mocking(mockedBy(path))],
    write: false,
    logLevel: 'error',
  });
  const names = ['require', 'module', 'exports', '__filename', '__dirname', MOCKS, ...globalNames];
  const code = `(function (${names.join(', ')}) {${outputFiles[0]?.text ?? ''}\n})`;
  const run = new Script(code, { filename: path }).runInThisContext() as (...values: unknown[]) => void;
  return {
    file: relative(process.cwd(), path),
    load: (globals) => {
      const module = { exports: {} };
      const mocks = new Map<string, () => unknown>();
      const mock = (name: string, make: () => unknown): void => {
        let made: unknown;
        mocks.set(resolve(dirname(path), name), () => (made ??= make()));
      };
      const all: typeof globals = { ...globals, jest: { ...(globals['jest'] as object), mock } };
      const values = globalNames.map((name) => all[name]);
      run(createRequire(path), module, module.exports, path, dirname(path), mocks, ...values);
    },
  };
}

/** The name by which a bundle finds what `jest.mock` has put in the place of a module. */
const MOCKS = '__mocks';

/** The modules of the project that a file mocks, as paths without their ending. */
function mockedBy(file: string): ReadonlySet<string> {
  const calls = readFileSync(file, 'utf8').matchAll(/jest\.mock\(\s*'(\.[^']+)'/g);
  return new Set([...calls].map(([, name = '']) => resolve(dirname(file), name)));
}

/** Functions of a mocked module are looked for when they are called: by then the test file has said what they are. */
function mocking(mocked: ReadonlySet<string>): Plugin {
  return {
    name: 'mocked',
    setup: (bundler) => {
      bundler.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const place = resolve(resolveDir, path);
        return mocked.has(place) ? { path: place, namespace: 'mocked' } : undefined;
      });
      bundler.onLoad({ filter: /./, namespace: 'mocked' }, ({ path }) => {
        const functions = readFileSync(`${path}.ts`, 'utf8').matchAll(/^export (?:async )?function (\w+)/gm);
        const found = `${MOCKS}.get(${JSON.stringify(path)})()`;
        const lines = [...functions].map(
          ([, name = '']) => `export const ${name} = (...values) => ${found}.${name}(...values);`,
        );
        return { contents: lines.join('\n'), loader: 'js' };
      });
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
