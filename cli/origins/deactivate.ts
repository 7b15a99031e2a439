import type { Command } from '../command/command';
import { changeNamed } from './many';

export const command: Command = {
  usage: 'PATTERN|ID…',
  about: ['Switches entries off, and keeps them on the list.'],
  options: { owner: { value: 'TEXT', about: 'stop where an entry belongs to another owner' } },
  takes: { least: 1, most: Infinity },
  changes: true,
  examples: ['origins deactivate https://app.example.com --yes'],
  run: (surroundings) =>
    changeNamed(surroundings, {
      verb: 'Deactivate',
      done: 'Deactivated',
      asks: true,
      isDone: ({ status }) => status === 'inactive',

      write: (admin, entry) => admin.patch(entry, { status: 'inactive' }),
    }),
};
