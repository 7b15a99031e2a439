import { relative, resolve } from 'node:path';
import type { BuildOptions, OnResolveArgs, Plugin } from 'esbuild';
import { siblingOf, type Bundle } from './bundles';

const root = resolve(__dirname, '..');

/**
 * Every option that changes bytes is named here, because esbuild otherwise takes some from the nearest tsconfig.json, and
 * the hash of an asset (which is the name of its upload) would depend on a file that has nothing to do with it.
 */
export const bundleOptions: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
  sourcemap: false,
  legalComments: 'none',
  charset: 'utf8',
  mainFields: ['module', 'main'],
  tsconfigRaw: {},
  treeShaking: true,
  // An `import()` of the split-off file becomes a `require()`: no second module system at the first look-up.
  supported: { 'dynamic-import': false },
  // A path that esbuild cannot follow would be missing on the machine where it is asked for.
  logOverride: {
    'unsupported-dynamic-import': 'error',
    'unsupported-require-call': 'error',
    'indirect-require': 'error',
  },
  logLevel: 'warning',
};

/** Points imports of what is left out of the bundle at the files beside it, and refuses those that would load a split-off one at start. */
export function leftOut(bundle: Bundle): Plugin {
  const fileBeside = (modules: readonly string[] = []): ReadonlyMap<string, string> =>
    new Map(modules.map((module) => [module, siblingOf(bundle, module)]));
  const late = fileBeside(bundle.splitOff);
  const early = fileBeside(bundle.shared);
  return {
    name: 'left-out',
    setup(builder) {
      builder.onResolve({ filter: /./ }, (args) => {
        if (args.kind === 'entry-point') return undefined;
        const module = moduleOf(args);
        const isLate = args.kind === 'dynamic-import' || args.kind === 'require-call';
        const path = early.get(module) ?? late.get(module);
        if (path === undefined) return undefined;
        if (isLate || early.has(module)) return { path, external: true };
        const text = `${module} is imported at start; load it with import() where it is first needed`;
        return { errors: [{ text }] };
      });
    },
  };
}

/** The source file from the root, or the package as it is named. */
function moduleOf({ path, resolveDir }: OnResolveArgs): string {
  if (!/^\.{1,2}\//.test(path)) return path;
  return `${relative(root, resolve(resolveDir, path)).replace(/\.[jt]s$/, '')}.ts`;
}
