import type { Command } from '../command/command';
import { EXIT } from '../terminal/exit-code';
import { settingsLines } from './settings-lines';

export const command: Command = {
  usage: '',
  about: ['Shows the settings: whether the OAuth endpoints take cross-origin requests of listed origins.'],
  options: {},
  takes: { least: 0, most: 0 },
  examples: ['settings get'],
  run: async ({ terminal, client }) => {
    const settings = await (await client()).settings();
    terminal.result({ settings }, () => settingsLines(settings));
    return EXIT.done;
  },
};
