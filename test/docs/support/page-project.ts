import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exports as entries } from '../../../package.json';
import { ROOT, type CodeBlock } from './markdown';

const FILE = /^\/\/ ([\w./-]+\.[jt]s)\n/;

/** The name that a block gives itself in its first line: `// app.ts`. */
function fileOf({ code }: CodeBlock): string | undefined {
  return FILE.exec(code)?.[1];
}

/** The blocks of a page that are an app of the CDK. */
export function appBlocks(blocks: readonly CodeBlock[]): readonly CodeBlock[] {
  return blocks.filter(({ code }) => /\bnew App\(/.test(code));
}

/** A reader's project: one app of a page, and the other files that the page names. */
export class PageProject {
  public readonly folder = mkdtempSync(join(tmpdir(), 'page-project-'));
  /** The file of the app. */
  public readonly app: string;

  /** @throws Error when the app has no file name in its first line */
  constructor(app: CodeBlock, blocks: readonly CodeBlock[]) {
    const apps = appBlocks(blocks);
    const name = fileOf(app);
    if (name === undefined)
      throw new Error(`the app in line ${app.line} has no "// app.ts" in its first line`);
    this.app = name;
    for (const block of [...blocks.filter((one) => !apps.includes(one)), app]) {
      const file = fileOf(block);
      if (file !== undefined) writeFileSync(join(this.folder, file), block.code);
    }
    // NodejsFunction asks for a lock file, to find the root of a project.
    for (const file of ['package.json', 'package-lock.json']) {
      writeFileSync(join(this.folder, file), '{"private": true}');
    }
    this.install();
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Lays out, from this repository, the packages of an installation: the constructs from their sources, the rest as it ships. */
  private install(): void {
    const modules = join(this.folder, 'node_modules');
    const own = join(modules, 'apigateway-cors-allowlist');
    const bin = join(modules, '.bin');
    for (const folder of [own, bin]) mkdirSync(folder, { recursive: true });
    for (const room of ['lib', 'assets']) symlinkSync(join(ROOT, room), join(own, room));
    const manifest = { name: 'apigateway-cors-allowlist', exports: { ...entries, '.': './lib/index.ts' } };
    writeFileSync(join(own, 'package.json'), JSON.stringify(manifest));
    for (const name of ['aws-cdk-lib', 'constructs', 'esbuild', 'tsx']) {
      symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
    }
    for (const name of ['cdk', 'esbuild', 'tsx']) {
      symlinkSync(join(ROOT, 'node_modules/.bin', name), join(bin, name));
    }
    const command = `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'assets/cli/index.js')}" "$@"\n`;
    writeFileSync(join(bin, 'apigateway-cors-allowlist'), command, { mode: 0o755 });
  }
}
