import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** One file of the console, as the function that serves it knows it. */
export interface ConsoleFile {
  /** Media type. */
  readonly type: string;
  /** Entity tag; weak, because one tag is for all content codings. */
  readonly etag: string;
  /** Whether the name changes with the contents, so that a browser may keep the file for good. */
  readonly immutable: boolean;
}

/** The files of the console by their names, as `manifest.json` holds them. */
export type ConsoleManifest = Readonly<Record<string, ConsoleFile>>;

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** The built files below `folder`, with what the function says of each. */
export function consoleFiles(folder: string): ReadonlyMap<string, { file: ConsoleFile; bytes: Buffer }> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
  return new Map(
    names.map((name) => {
      const bytes = readFileSync(join(folder, name));
      const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
      if (type === undefined) throw new Error(`${name} has no media type in scripts/console-files.ts`);
      const etag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
      return [name, { file: { type, etag, immutable: name.startsWith('assets/') }, bytes }];
    }),
  );
}

/** Brotli. Quality 11 takes some 30 times as long as 5, and saves a twelfth. */
export function compressed(bytes: Buffer, quality: number): Buffer {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}
