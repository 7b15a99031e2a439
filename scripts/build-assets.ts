import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { buildConsole, FAST, SMALLEST } from './build-console';
import { bundleOptions, leftOut } from './bundle-options';
import { bundles, fileOf, type Bundle } from './bundles';
import { thirdPartyLicenses } from './third-party-licenses';

const root = resolve(__dirname, '..');
const assets = join(root, 'assets');

/** Only what changed is written: a gateway or a test that runs from these files never sees one half made. */
function write(path: string, contents: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const whole = `${path}.${process.pid}.new`;
  writeFileSync(whole, contents);
  renameSync(whole, path);
}

/** The texts of zod in other languages are half of zod; it loads the English ones by itself, and no code asks for the others. */
const withoutLocales: Plugin = {
  name: 'without-locales',
  setup(builder) {
    builder.onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/** The store of dynalite on disk has native parts, and the engine keeps its journal instead. */
const withoutLevelDb: Plugin = {
  name: 'without-leveldb',
  setup(builder) {
    const namespace = 'without-leveldb';
    builder.onResolve({ filter: /^level$/ }, ({ path }) => ({ path, namespace }));
    builder.onLoad({ filter: /./, namespace }, () => ({ contents: 'exports.Level = class {};' }));
  },
};

/** dynalite loads its actions by names without an extension, which a bundle does not complete. */
const wholeNames: Plugin = {
  name: 'whole-names',
  setup(builder) {
    builder.onLoad({ filter: /\/dynalite\/.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        /require\(('\.\/\w+\/' \+ \w+)\)/g,
        "require($1 + '.js')",
      ),
    }));
  },
};

const localPlugins = [withoutLevelDb, wholeNames];

/** Options of what runs on the machine of a user. */
function localOptions(
  kind: 'program' | 'part' | 'thread',
): Pick<BuildOptions, 'target' | 'banner' | 'supported' | 'logOverride'> {
  const target = 'node20';
  if (kind === 'part') return { target };
  if (kind === 'program') return { target, banner: { js: '#!/usr/bin/env node' } };
  return {
    target,
    supported: {},
    logOverride: { 'unsupported-require-call': 'silent', 'indirect-require': 'silent' },
  };
}

/** Builds one file, and gives the sources that went into it. */
async function buildOne(bundle: Bundle): Promise<string[]> {
  const outfile = join(assets, fileOf(bundle));
  const result = await build({
    ...bundleOptions,
    entryPoints: [bundle.entry],
    outfile,
    write: false,
    metafile: true,
    plugins: [leftOut(bundle), withoutLocales, ...(bundle.local === undefined ? [] : localPlugins)],
    ...(bundle.local === undefined ? {} : localOptions(bundle.local)),
    ...(bundle.isDoor === true ? { format: 'esm', external: ['./index.js'] } : {}),
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error(`esbuild made nothing of ${bundle.entry}`);
  write(outfile, file.contents);
  console.log(`assets/${fileOf(bundle)}  ${(file.contents.length / 1000).toFixed(1)} kB`);
  return Object.keys(result.metafile.inputs);
}

/** Removes files that an earlier table named and today's does not: they would be shipped, and hashed into an upload. */
function removeStale(): void {
  const expected = new Set(bundles.map((bundle) => join(assets, fileOf(bundle))));
  for (const name of readdirSync(assets, { recursive: true, encoding: 'utf8' })) {
    const path = join(assets, name);
    if (/\.m?js$/.test(path) && !expected.has(path)) rmSync(path);
  }
}

async function main(args: readonly string[]): Promise<void> {
  const inputs = new Set<string>();
  for (const bundle of bundles) {
    for (const input of await buildOne(bundle)) inputs.add(input);
  }
  for (const input of buildConsole(args.includes('--smallest') ? SMALLEST : FAST)) inputs.add(input);
  write(join(assets, 'THIRD-PARTY-LICENSES'), Buffer.from(thirdPartyLicenses(root, inputs)));
  removeStale();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
