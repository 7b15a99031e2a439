import type { Client } from '../api/client';

/** The forms of an export. */
export type ExportFormat = 'json' | 'xml';

/** A file to save. */
export interface ExportFile {
  readonly name: string;
  readonly type: string;
  readonly contents: string;
}

/** All pages of an export: one file of JSON, or one of XML for each page, because each is a document of its own. */
export async function wholeExport(
  page: Client['export'],
  format: ExportFormat,
): Promise<{ readonly files: readonly ExportFile[]; readonly entries: number }> {
  return format === 'json' ? wholeJson(page) : wholeXml(page);
}

async function wholeJson(page: Client['export']): ReturnType<typeof wholeExport> {
  const entries: unknown[] = [];
  let cursor: string | undefined;
  do {
    const { text } = await page('json', cursor);
    const part = JSON.parse(text) as { entries: unknown[]; cursor?: string };
    entries.push(...part.entries);
    cursor = part.cursor;
  } while (cursor !== undefined);
  const contents = `${JSON.stringify({ entries }, undefined, 2)}\n`;
  return { files: [{ name: 'allowlist.json', type: 'application/json', contents }], entries: entries.length };
}

async function wholeXml(page: Client['export']): ReturnType<typeof wholeExport> {
  const texts: string[] = [];
  let cursor: string | undefined;
  do {
    const { text, next } = await page('xml', cursor);
    texts.push(text);
    cursor = next;
  } while (cursor !== undefined);
  const name = (index: number): string =>
    texts.length === 1 ? 'allowlist.xml' : `allowlist-${String(index + 1)}.xml`;
  return {
    files: texts.map((contents, index) => ({ name: name(index), type: 'application/xml', contents })),
    entries: texts.reduce((sum, text) => sum + text.split('<CorsWhitelistOrigin>').length - 1, 0),
  };
}
