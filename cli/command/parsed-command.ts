import { parseArgs } from 'node:util';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { nearestName } from '../terminal/nearest';
import type { Command, Given, OptionSpecs } from './command';

/** Options of each command that calls the admin API. */
const CALL_OPTIONS: OptionSpecs = {
  url: { value: 'URL', about: 'the admin API (default: CORS_ADMIN_URL, else http://localhost:8788)' },
  auth: {
    value: 'WAY',
    about:
      'auto, iam, cognito, token or none (default: auto: none on localhost, CORS_TOKEN, login, else AWS)',
  },
  region: { value: 'NAME', about: 'the AWS region to sign for (default: from the URL, else AWS_REGION)' },
};

const COMMON_OPTIONS: OptionSpecs = {
  json: { about: 'write one JSON document for programs' },
  help: { about: 'show this' },
};

const YES: OptionSpecs = { yes: { about: 'change without a question; needed without a terminal' } };

/** Every option of a command. */
export function optionsOf({ options, changes, calls = true }: Command): OptionSpecs {
  return {
    ...options,
    ...(changes === true ? YES : {}),
    ...(calls ? CALL_OPTIONS : {}),
    ...COMMON_OPTIONS,
  };
}

/** A command line that was read. */
export interface ParsedCommand {
  readonly given: Given;
  readonly positionals: readonly string[];
}

/**
 * Reads the arguments of a command.
 *
 * @throws CommandError for an unknown option, a missing value, and too many or too few arguments
 */
export function parsedCommand(name: string, command: Command, args: readonly string[]): ParsedCommand {
  const specs = optionsOf(command);
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(specs).map(([option, { value, short }]) => [
        option,
        {
          type: value === undefined ? ('boolean' as const) : ('string' as const),
          ...(short === undefined ? {} : { short }),
        },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (spec === undefined) throw unknownOption(name, token.rawName, Object.keys(specs));
    const known = values.get(token.name) ?? [];
    // `--name --json` is a name that was forgotten, and not the name "--json".
    const value = token.inlineValue === false && token.value.startsWith('--') ? undefined : token.value;
    values.set(token.name, [...known, valueOf(name, token.rawName, value, spec.value)]);
    if (known.length > 0 && spec.multiple !== true) {
      throw invalid(name, `${token.rawName} is there more than once.`);
    }
  }
  const given = givenOf(values);
  if (!given.has('help')) checkCount(name, command, positionals);
  return { given, positionals };
}

function valueOf(
  command: string,
  option: string,
  value: string | undefined,
  wanted: string | undefined,
): string {
  if (wanted === undefined) {
    if (value === undefined) return '';
    throw invalid(command, `${option} takes no value.`);
  }
  if (value !== undefined) return value;
  throw invalid(command, `${option} needs a value: ${option} ${wanted}.`);
}

function givenOf(values: ReadonlyMap<string, readonly string[]>): Given {
  return {
    text: (name) => values.get(name)?.[0],
    texts: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
  };
}

function checkCount(name: string, { takes, usage }: Command, positionals: readonly string[]): void {
  if (positionals.length >= takes.least && positionals.length <= takes.most) return;
  const found = positionals.length < takes.least ? 'An argument is missing' : 'There are too many arguments';
  throw invalid(name, `${found}: ${name} takes ${usage === '' ? 'none' : usage}.`);
}

function unknownOption(command: string, option: string, names: readonly string[]): CommandError {
  const nearest = nearestName(option.replace(/^-+/, ''), names);
  const fix = nearest === undefined ? `${command} --help lists the options` : `--${nearest}`;
  return new CommandError(EXIT.invalid, 'unknown_option', `There is no option ${option} of ${command}.`, fix);
}

function invalid(command: string, message: string): CommandError {
  return new CommandError(EXIT.invalid, 'bad_command_line', message, `${command} --help shows the usage`);
}
