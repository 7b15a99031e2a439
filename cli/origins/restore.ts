import type { Command } from '../command/command';
import { changeNamed } from './many';

export const command: Command = {
  usage: 'PATTERN|ID…',
  about: ['Brings deleted entries back, with the status and the expiry that they had.'],
  options: { owner: { value: 'TEXT', about: 'stop where an entry belongs to another owner' } },
  takes: { least: 1, most: Infinity },
  changes: true,
  examples: ['origins restore https://app.example.com'],
  run: (surroundings) =>
    changeNamed(surroundings, {
      verb: 'Restore',
      done: 'Restored',
      asks: false,
      isDone: ({ status }) => status !== 'deleted',

      write: (admin, entry) => admin.restore(entry),
    }),
};
