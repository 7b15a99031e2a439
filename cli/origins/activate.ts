import type { Command } from '../command/command';
import { changeNamed } from './many';

export const command: Command = {
  usage: 'PATTERN|ID…',
  about: ['Switches entries on. An entry that has expired stays without effect.'],
  options: { owner: { value: 'TEXT', about: 'stop where an entry belongs to another owner' } },
  takes: { least: 1, most: Infinity },
  changes: true,
  examples: ['origins activate https://app.example.com'],
  run: (surroundings) =>
    changeNamed(surroundings, {
      verb: 'Activate',
      done: 'Activated',
      asks: false,
      isDone: ({ status }) => status === 'active',

      write: (admin, entry) => admin.patch(entry, { status: 'active' }),
    }),
};
