import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mavenEnvironment } from './maven-repository';
import { builtTargets, generatedTargets, missingFor } from './package-targets';

/*
 * `npm run package -- [--available]`: makes what is published, below `dist/`. Where the machine lacks the tools of a
 * language, it says which artifact was not made and ends with 1; with `--available`, it ends with 0.
 */

const root = resolve(__dirname, '..');
const dist = join(root, 'dist');

/** Extensions of what is uploaded; the rest are checksums and Maven's index of them. */
const ARTIFACTS = /\.(tgz|whl|tar\.gz|jar|pom)$/;

function pacmak(targets: readonly string[], ...options: readonly string[]): void {
  const { status } = spawnSync(
    'jsii-pacmak',
    [
      ...['--outdir', dist, '--no-npmignore', '--rosetta-tablet', join(root, '.jsii.tabl.json')],
      ...options,
      ...['--targets', ...targets],
    ],
    { cwd: root, stdio: 'inherit', env: mavenEnvironment() },
  );
  if (status !== 0) throw new Error(`jsii-pacmak ended with ${String(status)} for ${targets.join(', ')}`);
}

function artifacts(target: string): { readonly path: string; readonly megabytes: string }[] {
  const folder = join(dist, target);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ARTIFACTS.test(name))
    .map((name) => ({
      path: join('dist', target, name),
      megabytes: (statSync(join(folder, name)).size / 1e6).toFixed(2),
    }));
}

function main(args: readonly string[]): void {
  const foreign = args.filter((arg) => arg !== '--available');
  if (foreign.length > 0) throw new Error(`${foreign.join(' ')}: the only option is --available`);
  const missing = builtTargets.map((target) => ({ target, lacks: missingFor(target) }));
  const made = missing.filter(({ lacks }) => lacks.length === 0).map(({ target }) => target.name);
  // Artifacts of another version would lie beside those of this one.
  rmSync(dist, { recursive: true, force: true });
  pacmak(made);
  pacmak(
    generatedTargets.map(({ name }) => name),
    '--code-only',
  );
  for (const { path, megabytes } of made.flatMap(artifacts)) console.log(`${megabytes} MB  ${path}`);
  for (const { name, language, why } of generatedTargets) {
    console.log(`generated, not compiled: dist/${name} (${language}: ${why})`);
  }
  for (const { target, lacks } of missing.filter(({ lacks }) => lacks.length > 0)) {
    console.error(`not made: ${target.artifact} (needs ${lacks.join(' and ')})`);
    if (!args.includes('--available')) process.exitCode = 1;
  }
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
