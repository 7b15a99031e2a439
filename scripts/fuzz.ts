import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import ts from 'typescript';
import { metered } from '../test/core/work/metered';
import { fuzzerEnvironment } from './fuzzer-addon';

/*
 * Fuzzes what strangers reach, guided by coverage: `fuzz.ts SECONDS [TARGET...]`. Each file of test/fuzz/targets is a
 * target. What a run finds new is kept in reports/fuzz/corpus; what belongs into test/fuzz/corpus is copied by hand.
 * A finding ends the run of its target, prints the input and its file, and makes the exit code 1.
 */

const root = resolve(__dirname, '..');
const targets = join(root, 'test/fuzz/targets');
const reports = join(root, 'reports/fuzz');

/** The code under test with the meter of test/core/work built in; the targets and their models have none. */
const withMeter: Plugin = {
  name: 'meter',
  setup: (builder) => {
    builder.onLoad({ filter: /\/(?:lib|lambda|runtime)\/.*\.ts$/ }, ({ path }) => {
      if (!path.startsWith(root)) return undefined;
      const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
        compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
        transformers: { before: [metered] },
      });
      return { contents: outputText, loader: 'js' };
    });
  },
};

async function bundle(names: readonly string[]): Promise<void> {
  await build({
    entryPoints: Object.fromEntries(names.map((name) => [name, join(targets, `${name}.ts`)])),
    outdir: join(reports, 'bundles'),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['@aws-sdk/*', 'fast-check', 'typescript'],
    inject: [join(root, 'test/fuzz/support/meter.ts')],
    plugins: [withMeter],
    logLevel: 'error',
  });
}

/** Runs one target for so many seconds; says whether it found nothing. */
function run(name: string, seconds: number, environment: Readonly<Record<string, string>>): boolean {
  const found = join(reports, 'corpus', name);
  mkdirSync(found, { recursive: true });
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/@jazzer.js/core/dist/cli.js'),
      join(reports, 'bundles', `${name}.cjs`),
      '--sync',
      '--includes=reports/fuzz/bundles',
      found,
      join(root, 'test/fuzz/corpus', name),
      '--',
      `-max_total_time=${String(seconds)}`,
      '-max_len=1024',
      '-timeout=20',
      '-use_value_profile=1',
      `-dict=${join(root, 'test/fuzz/dictionary.txt')}`,
      `-artifact_prefix=${join(reports, `${name}-`)}`,
      '-print_final_stats=1',
    ],
    {
      cwd: root,
      env: { ...process.env, NODE_NO_WARNINGS: '1', ...environment },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  return status === 0;
}

async function main([seconds = '', ...wanted]: readonly string[]): Promise<void> {
  const all = readdirSync(targets).map((file) => basename(file, '.ts'));
  const unknown = wanted.filter((name) => !all.includes(name));
  if (!/^[1-9][0-9]*$/.test(seconds) || unknown.length > 0) {
    console.error(`usage: fuzz.ts SECONDS [TARGET...]\ntargets: ${all.join(' ')}`);
    process.exitCode = 2;
    return;
  }
  const names = wanted.length === 0 ? all : wanted;
  await bundle(names);
  const environment = fuzzerEnvironment();
  const failed = names.filter((name) => {
    console.log(`\n== ${name}`);
    return !run(name, Number(seconds), environment);
  });
  if (failed.length > 0) console.error(`found something: ${failed.join(', ')}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

void main(process.argv.slice(2));
