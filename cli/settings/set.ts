import type { Command } from '../command/command';
import { notConfirmed } from '../origins/many';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { settingsLines } from './settings-lines';

const VALUES: Readonly<Record<string, boolean>> = { on: true, off: false };

export const command: Command = {
  usage: 'oauth=on|off',
  about: [
    'Switches "Enable CORS for OAuth endpoints" on or off.',
    'Switched on, pages of listed origins can call the OAuth endpoints. Never put a consumer secret into a page.',
  ],
  options: {},
  takes: { least: 1, most: 1 },
  changes: true,
  examples: ['settings set oauth=on'],
  run: async ({ terminal, client, positionals: [assignment = ''] }) => {
    const [name = '', value = ''] = assignment.split('=');
    const wanted = name === 'oauth' && Object.hasOwn(VALUES, value) ? VALUES[value] : undefined;
    if (wanted === undefined) {
      throw new CommandError(
        EXIT.invalid,
        'bad_setting',
        `${assignment} is no setting.`,
        'settings set oauth=on, or oauth=off',
      );
    }
    const admin = await client();
    const current = await admin.settings();
    const isSame = current.enableCorsForOAuthEndpoints === wanted;
    const question = `Switch CORS for the OAuth endpoints ${value}?`;
    if (!isSame && !(await terminal.mayChange(question))) throw notConfirmed();
    const settings = isSame ? current : await admin.saveSettings(wanted, current);
    terminal.result({ outcome: isSame ? 'unchanged' : 'updated', settings }, () =>
      settingsLines({ ...settings, history: [] }),
    );
    if (isSame) terminal.note(`It was ${value} already.`);
    return EXIT.done;
  },
};
