import type { Command, OptionSpecs } from './command';
import { optionsOf } from './parsed-command';

export const PROGRAM = 'apigateway-cors-allowlist';

/** The help of one command. */
export function helpOf(name: string, command: Command): string {
  const { usage, about, examples } = command;
  const line = ['Usage:', PROGRAM, name, usage, '[options]'].filter((part) => part !== '').join(' ');
  return [
    ...about,
    '',
    line,
    '',
    ...optionLines(optionsOf(command)),
    '',
    examples.length === 1 ? 'Example:' : 'Examples:',
    ...examples.map((example) => `  ${PROGRAM} ${example}`),
    '',
  ].join('\n');
}

function optionLines(options: OptionSpecs): readonly string[] {
  const names = Object.entries(options).map(([name, { value, about, short, multiple }]) => ({
    form: `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    about: multiple === true ? `${about}; may be given again` : about,
  }));
  const width = Math.max(...names.map(({ form }) => form.length));
  return names.map(({ form, about }) => `  ${form.padEnd(width)}  ${about}`);
}
