import { writeFileSync } from 'node:fs';
import type { AdminClient } from '../api/admin-client';
import type { Command } from '../command/command';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import type { Terminal } from '../terminal/terminal';
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
    const format = formatOf(given.text('format') ?? 'json');
    const { text, count } = await exported(await client(), terminal, format, {
      owner: given.text('owner'),
      full: given.has('full'),
    });
    const file = given.text('output');
    if (file === undefined) {
      process.stdout.write(text);
      return EXIT.done;
    }
    writeFileSync(file, text);
    terminal.result({ file, format, entries: count }, () => [`${String(count)} entries written to ${file}`]);
    return EXIT.done;
  },
};

async function exported(
  admin: AdminClient,
  terminal: Terminal,
  format: Format,
  { owner, full }: { readonly owner: string | undefined; readonly full: boolean },
): Promise<{ readonly text: string; readonly count: number }> {
  if (format === 'xml') return metadata(admin);
  const all = await everyEntry(admin, terminal);
  const wanted = owner === undefined ? all : all.filter((entry) => entry.owner === owner);
  const entries = full ? wanted : wanted.map(exportedLine);
  const text =
    format === 'json'
      ? `${JSON.stringify({ entries }, undefined, 2)}\n`
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

function formatOf(text: string): Format {
  const format = FORMATS.find((one) => one === text);
  if (format !== undefined) return format;
  throw new CommandError(
    EXIT.invalid,
    'bad_option',
    `--format ${text} is none of ${FORMATS.join(', ')}.`,
    '--format json',
  );
}
