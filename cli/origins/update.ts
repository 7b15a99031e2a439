import type { Command } from '../command/command';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { entryLines } from './entry-lines';
import { namedEntry } from './entry-name';
import { FIELD_OPTIONS, fieldsOf } from './field-options';

export const command: Command = {
  usage: 'PATTERN|ID',
  about: [
    'Changes fields of an entry; the others stay as they are. An empty text removes a field: --name "", --expires-at "".',
    'The pattern of an entry cannot be changed: add another one.',
  ],
  options: { ...FIELD_OPTIONS, 'no-allow-shared-origin': { about: 'take that permission back' } },
  takes: { least: 1, most: 1 },
  changes: true,
  examples: [
    'origins update https://app.example.com --description "Ticket 4711"',
    'origins update https://app.example.com --expires-at ""',
  ],
  run: async ({ terminal, given, client, positionals: [name = ''] }) => {
    const off = given.has('no-allow-shared-origin') ? { allowSharedOrigin: null } : {};
    const patch = { ...fieldsOf(given), ...off };
    if (Object.keys(patch).length === 0) {
      throw new CommandError(
        EXIT.invalid,
        'nothing_to_change',
        'No field is named.',
        '--name, --expires-in or another',
      );
    }
    await terminal.mayChange();
    const admin = await client();
    const current = await namedEntry(admin, name);
    const entry = await admin.patch(current, patch);
    const outcome = entry.version === current.version ? 'unchanged' : 'updated';
    terminal.result({ outcome, entry }, () => [
      `${outcome === 'updated' ? 'Updated' : 'Unchanged:'} ${entry.pattern}`,
      ...entryLines({ ...entry, history: [] }, terminal).slice(1),
    ]);
    return EXIT.done;
  },
};
