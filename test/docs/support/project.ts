import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { codeBlocks, read, ROOT } from './markdown';

/** Runs TypeScript and JavaScript as they are. */
const TSX = pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href;

/** The output of a command, and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** A folder in which a user would follow a page: its files, and the package as it is installed. */
export class Project {
  /** Below this repository, so that its other packages are found too. */
  private readonly folder = mkdtempSync(join(ROOT, 'node_modules/.cache/page-'));

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.write(files);
    const packages = join(this.folder, 'node_modules');
    mkdirSync(packages, { recursive: true });
    symlinkSync(ROOT, join(packages, 'apigateway-cors-allowlist'));
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }

  node(...args: readonly string[]): Ended {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', TSX, ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      // A test run inside a test run would report to the outer one.
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    return { status, output: `${stdout}${stderr}` };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The blocks of a page that name a file after their language, by that name. */
export function filesOfPage(page: string): Readonly<Record<string, string>> {
  const named = codeBlocks(read(page)).flatMap(({ flags, code }) =>
    flags.filter((flag) => flag.includes('.')).map((name) => [name, code] as const),
  );
  return Object.fromEntries(named);
}
