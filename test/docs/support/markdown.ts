import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../../..');

/** A fenced block of a page. */
export interface CodeBlock {
  /** First word after the fence: `ts`, `sh`. */
  readonly language: string;
  /** The other words after the fence, such as `nofixture`. */
  readonly flags: readonly string[];
  readonly code: string;
  /** Line of the page on which the code begins, from 1. */
  readonly line: number;
  /** Text of the heading above it. */
  readonly heading: string;
}

/** The fenced blocks of a page, in their order. */
export function codeBlocks(page: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const lines = page.split('\n');
  let heading = '';
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading;
    const fence = /^( *)```(.*)$/.exec(line);
    if (fence === null) continue;
    const [, indent = '', info = ''] = fence;
    const end = lines.findIndex((one, index) => index > at && one === `${indent}\`\`\``);
    if (end === -1) throw new Error(`line ${at + 1}: the block has no end`);
    const [language = '', ...flags] = info.trim().split(/\s+/);
    const code = lines
      .slice(at + 1, end)
      .map((one) => one.slice(indent.length))
      .join('\n');
    blocks.push({ language, flags, code: `${code}\n`, line: at + 2, heading });
    at = end;
  }
  return blocks;
}

/** The rows of the first table below a heading of the second level, without its head. */
export function rowsBelow(page: string, heading: string): readonly string[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const table = /(?:^\|.*\n)+/m.exec(section)?.[0] ?? '';
  return table.trim().split('\n').slice(2);
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchors(page: string): ReadonlySet<string> {
  const found = new Set<string>();
  const text = page.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
  for (const [, heading = ''] of text.matchAll(/^#+ (.*)$/gm)) {
    const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const base = plain.replaceAll(/[^\p{L}\p{N}\-_ ]/gu, '').replaceAll(' ', '-');
    let anchor = base;
    for (let copy = 1; found.has(anchor); copy++) anchor = `${base}-${copy}`;
    found.add(anchor);
  }
  for (const [, id = ''] of text.matchAll(/<a name="([^"]+)"/g)) found.add(id);
  return found;
}

/** Folders that hold nothing that we write. */
const FOREIGN = new Set(['node_modules', 'assets', 'build', 'cdk.out', 'coverage', 'dist', 'reports']);

/** Paths of the files of the repository with this end of their name, in a folder or in all of it. */
export function filesOf(end: string, folder = ''): readonly string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.name.startsWith('.') || FOREIGN.has(entry.name)) return [];
    return entry.isDirectory() ? filesOf(end, path) : path.endsWith(end) ? [path] : [];
  });
}

/** Text of a file of the repository. */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
