import { normalizedTime, timeFaults } from '../../lib/contract';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';

const UNIT_MILLIS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * Milliseconds of a length of time such as `90m`, `12h`, `7d` or `2w`.
 *
 * @param example a length that the command takes
 * @throws CommandError for another text
 */
export function durationOf(option: string, text: string, example: string): number {
  const [, digits, unit = ''] = /^([1-9][0-9]{0,5})([mhdw])$/.exec(text) ?? [];
  if (digits === undefined) {
    throw new CommandError(
      EXIT.invalid,
      'bad_option',
      `${option} ${text} is not a length of time.`,
      `${option} ${example}; m, h, d and w are minutes, hours, days and weeks`,
    );
  }
  return Number(digits) * (UNIT_MILLIS[unit] ?? 0);
}

/**
 * A point in time of an option, as the admin API writes it.
 *
 * @throws CommandError for another text
 */
export function timeOf(option: string, text: string): string {
  const [fault] = timeFaults(text);
  if (fault === undefined) return normalizedTime(text);
  throw new CommandError(
    EXIT.invalid,
    'bad_option',
    `${option} ${text} is no time with a zone.`,
    `${option} 2030-05-01T12:00:00Z`,
  );
}
