import { CommandError } from './command-error';
import { EXIT } from './exit-code';

/**
 * The value of an option that takes one of a few words.
 *
 * @throws CommandError for another one
 */
export function choiceOf<T extends string>(
  option: string,
  text: string | undefined,
  choices: readonly [T, ...T[]],
): T {
  const choice = choices.find((one) => one === text);
  if (choice !== undefined) return choice;
  throw new CommandError(
    EXIT.invalid,
    'bad_option',
    `${option} ${text ?? ''} is none of ${choices.join(', ')}.`,
    `${option} ${choices[0]}`,
  );
}
