import { adminUrl } from '../api/admin-url';
import type { Command } from '../command/command';
import { EXIT } from '../terminal/exit-code';
import { SessionFile } from './session-file';
import { revokeToken } from './token-endpoint';

export const command: Command = {
  usage: '',
  about: ['Ends the sign-in to an admin API: its tokens are revoked and forgotten.'],
  options: {},
  takes: { least: 0, most: 0 },
  examples: ['logout --url https://abcde12345.execute-api.eu-central-1.amazonaws.com/prod'],
  run: async ({ terminal, given, environment }) => {
    const url = adminUrl(given.text('url'), environment);
    const file = new SessionFile(environment);
    const session = file.read(url);
    const revoked = session !== undefined && (await revokeToken(session));
    file.write(url, undefined);
    if (session !== undefined && !revoked)
      terminal.note('The user pool did not confirm that the tokens are revoked; they end by themselves.');
    terminal.result({ url, signedOut: session !== undefined, revoked }, () => [
      session === undefined ? `Nobody was signed in to ${url}.` : `Signed out of ${url}.`,
    ]);
    return EXIT.done;
  },
};
