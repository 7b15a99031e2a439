import { openClient } from '../api/open-client';
import { CommandError } from '../terminal/command-error';
import { EXIT, type ExitCode } from '../terminal/exit-code';
import { printable } from '../terminal/printable';
import { Terminal, type Streams } from '../terminal/terminal';
import type { AdminClient } from '../api/admin-client';
import type { Command } from './command';
import { helpOf } from './help';
import { parsedCommand } from './parsed-command';

/** Runs a command to its end, and gives its exit code. What keeps it from its end is one sentence. */
export async function runCommand(
  name: string,
  command: Command,
  args: readonly string[],
  streams: Streams = ofThisProcess(),
): Promise<ExitCode> {
  const asJson = args.includes('--json');
  try {
    const { given, positionals } = parsedCommand(name, command, args);
    const terminal = new Terminal(streams, { json: given.has('json'), yes: given.has('yes') });
    if (given.has('help')) {
      streams.stdout.write(helpOf(name, command));
      return EXIT.done;
    }
    const { environment, stdin } = streams;
    let client: Promise<AdminClient> | undefined;
    return await command.run({
      terminal,
      environment,
      stdin,
      given,
      positionals,
      client: () => (client ??= openClient(given, environment, terminal)),
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return failed(error, asJson, streams);
  }
}

/** Says why a command ended: a sentence for a person and, with `--json`, a document for a program. */
export function failed(error: CommandError, asJson: boolean, streams: Streams = ofThisProcess()): ExitCode {
  streams.stderr.write(`${printable(error.sentence)}\n`);
  if (asJson) {
    const { code, message, fix, exitCode } = error;
    const document = {
      schemaVersion: 1,
      error: { code, message, ...(fix === undefined ? {} : { fix }), exitCode },
    };
    streams.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
  }
  return error.exitCode;
}

function ofThisProcess(): Streams {
  const { stdin, stdout, stderr, env } = process;
  return { stdin, stdout, stderr, environment: env };
}
