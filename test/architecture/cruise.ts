import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** Runs dependency-cruiser with the repository's rules over a folder, and gives what breaks them. */
export function cruise(folder: string): Violation[] {
  // A process of its own: the tool is an ES module, and it reads paths relative to the working directory.
  const cli = join(root, 'node_modules/.bin/depcruise');
  const config = join(root, '.dependency-cruiser.cjs');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, '--config', config, '--output-type', 'json', '.'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (stdout === '') throw new Error(`dependency-cruiser ended with ${String(status)}: ${stderr}`);
  const { summary } = JSON.parse(stdout) as {
    summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
  };
  if (summary.totalCruised === 0) throw new Error(`dependency-cruiser found no module in ${folder}`);
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}
