import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { namesAboveSuffixes, written } from './suffix-list';

/** The source file of the engine that holds the names. */
const FILE = join(__dirname, '../lib/core/names-above-suffixes.ts');

async function source(): Promise<string> {
  const names = namesAboveSuffixes();
  const text = `/*
 * Written by "npm run build:suffixes" from the Public Suffix List that tldts carries; a test holds the two together.
 * Each list is a tree: \`com(amazonaws(rds) render)\` is amazonaws.com, rds.amazonaws.com and render.com.
 */

/** Names with a suffix of a registry below them. */
export const ABOVE_REGISTRY_SUFFIXES = ${literal(written(names.registry))};

/** Names under which a company lets strangers register names, at some depth. */
export const ABOVE_PRIVATE_SUFFIXES = ${literal(written(names.private))};
`;
  return format(text, { ...(await resolveConfig(FILE)), parser: 'typescript' });
}

function literal(lines: readonly string[]): string {
  return `[${lines.map((line) => `'${line}',`).join('\n')}].join(' ')`;
}

async function main(): Promise<void> {
  const text = await source();
  if (readFileSync(FILE, 'utf8') !== text) writeFileSync(FILE, text);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
