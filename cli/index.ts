import { runCommand } from './command/run-command';
import { PROGRAM } from './command/help';
import { COMMANDS } from './commands';
import { EXIT } from './terminal/exit-code';
import { nearestName } from './terminal/nearest';
import { printable } from './terminal/printable';
import { run } from './terminal/run';

function help(group?: string): string {
  const names = Object.keys(COMMANDS).filter((name) => group === undefined || name.startsWith(`${group} `));
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.map((name) => `  ${name.padEnd(width)}  ${COMMANDS[name]?.about ?? ''}`);
  return `Usage: ${PROGRAM} COMMAND [options]\n\n${lines.join('\n')}\n\n'${PROGRAM} COMMAND --help' shows the options of a command, with an example.\n`;
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
  // `help origins add` is `origins add --help`.
  const { name, args } = named(isHelp(first) ? [...rest, '--help'] : words);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const isGroup = Object.keys(COMMANDS).some((one) => one.startsWith(`${name} `));
  if (command === undefined && isGroup && (args.length === 0 || isHelp(args[0]))) {
    process.stdout.write(help(name));
    return;
  }
  if (command === undefined) {
    unknown(isGroup ? [words.slice(0, 2).join(' ')] : [name, words.slice(0, 2).join(' ')]);
    return;
  }
  if ('start' in command) {
    await run(() => command.start(args));
    return;
  }
  process.exitCode = await runCommand(name, (await command.load()).command, args);
}

/** @param names ways to read what was given, the shortest first */
function unknown(names: readonly string[]): void {
  const [name = ''] = names;
  const nearest = names
    .map((one) => nearestName(one, Object.keys(COMMANDS)))
    .find((one) => one !== undefined);
  const fix = nearest === undefined ? '--help lists the commands' : `did you mean "${nearest}"?`;
  process.stderr.write(`There is no command ${printable(name)} (${fix})\n`);
  process.exitCode = EXIT.invalid;
}

// Threads share the pool in which Node looks up names and reads files: four slow functions would hold up all others. The size
// counts only when it is set before the first use.
process.env['UV_THREADPOOL_SIZE'] ??= '64';
void run(() => main(process.argv.slice(2)));
