import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder with the code that a template holds as text, as Lambda unpacks it. It is removed when the process ends. */
export function inlineFolder(code: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'inline-function-'));
  writeFileSync(join(directory, 'index.js'), code);
  process.once('exit', () => {
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}
