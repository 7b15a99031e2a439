import type { Given, OptionSpecs } from '../command/command';
import type { EntryPatch } from '../api/shapes';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { durationOf, timeOf } from './durations';

/** The options that set the fields of an entry. */
export const FIELD_OPTIONS: OptionSpecs = {
  name: { value: 'TEXT', about: 'the name of the entry, one line' },
  description: { value: 'TEXT', about: 'what the entry is for' },
  owner: { value: 'TEXT', about: 'which file, pipeline or team keeps the entry' },
  'expires-in': { value: 'TIME', about: 'let it end after this time: 90m, 12h, 7d, 2w' },
  'expires-at': { value: 'TIME', about: 'let it end at this time, such as 2030-05-01T12:00:00Z' },
  'allow-shared-origin': { about: 'allow an origin that strangers can have too; never with credentials' },
};

const TEXTS = ['name', 'description', 'owner'] as const;

/**
 * The fields that the options name. An empty text removes a field.
 *
 * @param now milliseconds since 1970
 * @throws CommandError for options that exclude each other, and for values that are no time
 */
export function fieldsOf(given: Given, now = Date.now()): EntryPatch {
  const texts = TEXTS.flatMap((name) => {
    const text = given.text(name);
    return text === undefined ? [] : [[name, text === '' ? null : text] as const];
  });
  const expiresAt = expiryOf(given, now);
  return {
    ...Object.fromEntries(texts),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(given.has('allow-shared-origin') ? { allowSharedOrigin: true } : {}),
  };
}

function expiryOf(given: Given, now: number): string | null | undefined {
  const [within, at] = [given.text('expires-in'), given.text('expires-at')];
  if (within !== undefined && at !== undefined) {
    throw new CommandError(
      EXIT.invalid,
      'bad_option',
      '--expires-in and --expires-at exclude each other.',
      'leave one out',
    );
  }
  if (within !== undefined) return new Date(now + durationOf('--expires-in', within, '7d')).toISOString();
  if (at === undefined) return undefined;
  return at === '' ? null : timeOf('--expires-at', at);
}
