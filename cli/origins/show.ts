import type { Command } from '../command/command';
import { EXIT } from '../terminal/exit-code';
import { entryLines } from './entry-lines';
import { namedEntry } from './entry-name';

export const command: Command = {
  usage: 'PATTERN|ID',
  about: ['Shows one entry with its last changes: who changed what, and when.'],
  options: {},
  takes: { least: 1, most: 1 },
  examples: ['origins show https://app.example.com'],
  run: async ({ terminal, client, positionals: [name = ''] }) => {
    const entry = await namedEntry(await client(), name);
    terminal.result({ entry }, () => entryLines(entry, terminal));
    return EXIT.done;
  },
};
