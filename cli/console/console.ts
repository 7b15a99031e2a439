import { AdminClient } from '../api/admin-client';
import { accessOf } from '../api/open-client';
import { Transport } from '../api/transport';
import type { Command } from '../command/command';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { startConsoleServer } from './console-server';

/** A working day. Who needs it for longer starts it again. */
const LIFE_MILLIS = 8 * 60 * 60_000;

export const command: Command = {
  usage: '',
  about: [
    'Serves the console on this machine, and makes its calls as you: signed with your AWS credentials, which never reach the browser.',
    'Open the printed address; it has a token of this run. Ctrl-C ends it, and so do eight hours.',
  ],
  options: { port: { value: 'N', about: 'the port (default: a free one)' } },
  takes: { least: 0, most: 0 },
  examples: ['console --url https://abcde12345.execute-api.eu-central-1.amazonaws.com/prod'],
  run: async ({ terminal, given, environment }) => {
    const port = portOf(given.text('port') ?? '0');
    const { url, authorization } = await accessOf(given, environment);
    // Credentials that are missing or refused are said here, and not by the page.
    await new AdminClient(new Transport(url, authorization)).list({ limit: 1 });
    const server = await startConsoleServer({ url, authorization, port });
    terminal.result({ console: server.address, admin: url }, () => [
      `The console of ${url} is at`,
      server.address,
      'Whoever has this address can do what you can do. It ends with Ctrl-C, or after eight hours.',
    ]);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LIFE_MILLIS);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.once(signal, () => {
          clearTimeout(timer);
          resolve();
        });
      }
    });
    await server.close();
    return EXIT.done;
  },
};

function portOf(text: string): number {
  const port = /^(0|[1-9][0-9]{0,4})$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new CommandError(EXIT.invalid, 'bad_option', `--port ${text} is no port.`, '--port 8789');
}
