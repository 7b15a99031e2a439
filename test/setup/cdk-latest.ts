import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import latest from './cdk-latest.json';

const version = latest['aws-cdk-lib'];
const folder = resolve(__dirname, '../../node_modules/.cache/aws-cdk-lib', version);

/**
 * Installs the newer aws-cdk-lib, once, outside of what package.json and its lock name. It comes without `constructs`,
 * which it finds further up: two copies of that would be two kinds of construct.
 */
export default function install(): void {
  if (existsSync(join(folder, 'node_modules/aws-cdk-lib'))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  const options = ['--no-package-lock', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
  try {
    execFileSync('npm', ['install', ...options, `aws-cdk-lib@${version}`], { cwd: folder, stdio: 'inherit' });
  } catch (error) {
    // Half an installation would be taken for a whole one the next time.
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
