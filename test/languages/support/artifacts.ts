import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const dist = resolve(__dirname, '../../../dist');

/** Path of what `npm run package` made for a language, by the end of its name. */
export function artifact(language: 'js' | 'python' | 'java', end: string): string {
  const folder = join(dist, language);
  const found = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(end))
    : [];
  const [name] = found;
  if (name === undefined || found.length > 1) {
    throw new Error(`dist/${language} holds ${found.length} files *${end} (fix: npm run package)`);
  }
  return join(folder, name);
}
