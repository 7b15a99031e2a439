import { text } from '../messages';
import { when } from '../shell/format';

/** The value of a field, for people. */
export function fieldText(name: string, value: string | boolean | undefined): string {
  if (name === 'allowSharedOrigin')
    return value === true || value === 'true' ? text.entry.yes : text.entry.no;
  if (value === undefined || value === '') return name === 'expiresAt' ? text.never : text.entry.nothing;
  if (name === 'status')
    return Object.hasOwn(text.status, value as string) ? statusWord(value as string) : String(value);
  return name === 'expiresAt' ? when(String(value)) : String(value);
}

function statusWord(status: string): string {
  return text.status[status as keyof typeof text.status];
}
