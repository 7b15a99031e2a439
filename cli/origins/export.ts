import { writeFileSync } from 'node:fs';
import type { AdminClient } from '../api/admin-client';
import type { Command } from '../command/command';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import type { Terminal } from '../terminal/terminal';
import { choiceOf } from '../terminal/choice';
import { fileFault } from '../terminal/file-fault';
import { everyEntry } from './every-entry';
import { exportedLine } from './exported-line';

const FORMATS = ['json', 'yaml', 'xml'] as const;
type Format = (typeof FORMATS)[number];

export const command: Command = {
  usage: '',
  about: [
    'Writes the list as a file that "origins apply" takes. XML is Salesforce metadata, and holds active entries alone.',
  ],
  options: {
    format: { value: 'FORMAT', about: 'json, yaml or xml (default: json)' },
    output: { value: 'FILE', short: 'o', about: 'write to this file (default: the standard output)' },
    owner: { value: 'TEXT', about: 'only entries of exactly this owner' },
    full: { about: 'with ids, versions, and who changed each entry when' },
  },
  takes: { least: 0, most: 0 },
  examples: ['origins export --format yaml -o allowlist.yaml'],
  run: async ({ terminal, given, client }) => {
    const format = choiceOf('--format', given.text('format') ?? 'json', FORMATS);
    const { text, count } = await exported(await client(), terminal, format, {
      owner: given.text('owner'),
      full: given.has('full'),
      withVersion: given.has('json'),
    });
    const file = given.text('output');
    if (file === undefined) {
      if (given.has('json') && format !== 'json') throw jsonNeedsFile(format);
      process.stdout.write(text);
      return EXIT.done;
    }
    writeTo(file, text);
    const what = count === 1 ? '1 entry' : `${String(count)} entries`;
    terminal.result({ file, format, entries: count }, () => [`${what} written to ${file}`]);
    return EXIT.done;
  },
};

/** The exported lines, and their form. */
interface Choice {
  readonly owner: string | undefined;
  readonly full: boolean;
  /** Whether the document is one of `--json`. A list may have its version, too. */
  readonly withVersion: boolean;
}

function jsonNeedsFile(format: Format): CommandError {
  const message = `${format.toUpperCase()} on the standard output is no JSON document.`;
  return new CommandError(EXIT.invalid, 'bad_option', message, 'add --output FILE, or leave --json out');
}

function writeTo(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new CommandError(
      EXIT.invalid,
      'bad_file',
      `${file} cannot be written: ${fileFault(error)}.`,
      'give another file with --output',
    );
  }
}

async function exported(
  admin: AdminClient,
  terminal: Terminal,
  format: Format,
  { owner, full, withVersion }: Choice,
): Promise<{ readonly text: string; readonly count: number }> {
  if (format === 'xml') return metadata(admin);
  const all = await everyEntry(admin, terminal);
  const wanted = owner === undefined ? all : all.filter((entry) => entry.owner === owner);
  const entries = full ? wanted : wanted.map(exportedLine);
  const text =
    format === 'json'
      ? `${JSON.stringify({ ...(withVersion ? { schemaVersion: 1 } : {}), entries }, undefined, 2)}\n`
      : (await import('../files/yaml')).yamlText({ entries });
  return { text, count: entries.length };
}

/** Pages of metadata are documents of their own; they become one. */
async function metadata(admin: AdminClient): Promise<{ readonly text: string; readonly count: number }> {
  const elements: string[] = [];
  let frame = '';
  let cursor: string | undefined;
  do {
    const page = await admin.exportXml(cursor);
    const found = page.text.match(/ *<CorsWhitelistOrigin>.*?<\/CorsWhitelistOrigin>\n/gs) ?? [];
    elements.push(...found);
    if (frame === '') frame = page.text.replace(found.join(''), '\u0000');
    cursor = page.cursor;
  } while (cursor !== undefined);
  return { text: frame.replace('\u0000', () => elements.join('')), count: elements.length };
}
