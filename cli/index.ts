import { COMMANDS } from './commands';
import { OptionError } from './terminal/option-error';
import { run } from './terminal/run';

const PROGRAM = 'apigateway-cors-allowlist';

function help(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`);
  return `Usage: ${PROGRAM} COMMAND [options]\n\n${lines.join('\n')}\n\n'${PROGRAM} COMMAND --help' shows the options of a command.\n`;
}

async function main([name, ...args]: readonly string[]): Promise<void> {
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(help());
    return;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    throw new OptionError(
      `${name} is not a command: ${Object.keys(COMMANDS).join(', ')} (--help lists them)`,
    );
  }
  await command.start(args);
}

// Threads share the pool in which Node looks up names and reads files: four slow functions would hold up all others. The size
// counts only when it is set before the first use.
process.env['UV_THREADPOOL_SIZE'] ??= '64';
void run(() => main(process.argv.slice(2)));
