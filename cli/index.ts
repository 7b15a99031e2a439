import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failed, runCommand } from './command/run-command';
import { unknownCommand } from './command/unknown-command';
import { PROGRAM } from './command/help';
import { COMMANDS } from './commands';
import { run } from './terminal/run';

function help(group?: string): string {
  const names = Object.keys(COMMANDS).filter((name) => group === undefined || name.startsWith(`${group} `));
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.map((name) => `  ${name.padEnd(width)}  ${COMMANDS[name]?.about ?? ''}`);
  const usage = `Usage: ${[PROGRAM, ...(group === undefined ? [] : [group]), 'COMMAND'].join(' ')} [options]`;
  const more = `'${PROGRAM} COMMAND --help' shows the options of a command, with an example.`;
  return [usage, '', ...lines, '', more, ...(group === undefined ? EVERYWHERE : []), ''].join('\n');
}

/** Who reads with `head` has read enough. A command goes on to its end all the same: it may be in the middle of its writes. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** The introduction for a person who has never called it. */
const EVERYWHERE = [
  '--url, else the variable CORS_ADMIN_URL, names the admin API: the output AdminUrl of the stack.',
  'Calls are signed with your AWS credentials; where people sign in with a user pool, begin with "login".',
  'Without a terminal, a change needs --yes. --json writes one JSON document. --version shows the version.',
  '',
  'Exit codes: 0 done, 1 another error, 2 "origins plan" has changes, 3 invalid input, 4 not permitted, 5 conflict,',
  '6 not reachable, 7 "evaluate --expect" is not met, 8 new access with --fail-on-new-access.',
];

/** The version of the package, which is two folders above the program. */
function version(): string {
  const text = readFileSync(join(__dirname, '../../package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

/** The command that the first words name, and the arguments after them. */
function named(words: readonly string[]): { readonly name: string; readonly args: readonly string[] } {
  const [first = '', second = ''] = words;
  const name = Object.hasOwn(COMMANDS, `${first} ${second}`) ? `${first} ${second}` : first;
  return { name, args: words.slice(name === first ? 1 : 2) };
}

async function main(words: readonly string[]): Promise<void> {
  const [first, ...rest] = words;
  const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h' || word === 'help';
  if (first === undefined || (isHelp(first) && rest.length === 0)) {
    process.stdout.write(help());
    return;
  }
  if (first === '--version' || first === '-v') {
    process.stdout.write(`${version()}\n`);
    return;
  }
  // `help origins add` is `origins add --help`.
  const { name, args } = named(isHelp(first) ? [...rest, '--help'] : words);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const isGroup = Object.keys(COMMANDS).some((one) => one.startsWith(`${name} `));
  if (command === undefined && isGroup && (args.length === 0 || isHelp(args[0]))) {
    process.stdout.write(help(name));
    return;
  }
  if (command === undefined) {
    process.exitCode = failed(unknownCommand(words, Object.keys(COMMANDS)), words.includes('--json'));
    return;
  }
  if ('start' in command) {
    await run(() => command.start(args));
    return;
  }
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  process.exitCode = await runCommand(name, (await command.load()).command, args);
}

// Threads share the pool in which Node looks up names and reads files: four slow functions would hold up all others. The size
// counts only when it is set before the first use.
process.env['UV_THREADPOOL_SIZE'] ??= '64';
void run(() => main(process.argv.slice(2)));
