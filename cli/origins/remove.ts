import type { Command } from '../command/command';
import { changeNamed } from './many';

export const command: Command = {
  usage: 'PATTERN|ID…',
  about: [
    'Deletes entries. "origins restore" brings them back for 90 days. An entry that is not on the list is fine.',
  ],
  options: { owner: { value: 'TEXT', about: 'stop where an entry belongs to another owner' } },
  takes: { least: 1, most: Infinity },
  changes: true,
  examples: [
    'origins remove https://app.example.com --yes',
    'origins remove https://pr-7.preview.example.com --owner shop#7 --yes',
  ],
  run: (surroundings) =>
    changeNamed(surroundings, {
      verb: 'Delete',
      done: 'Deleted',
      asks: true,
      isDone: ({ status }) => status === 'deleted',
      mayBeAbsent: true,
      write: (admin, { id, version }) => admin.remove(id, version),
    }),
};
