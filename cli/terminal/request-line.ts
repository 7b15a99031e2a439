import type { RequestRecord } from '../../gateway';
import { fieldOf, printable } from './printable';

/** ANSI colours of a status, by its first digit. @see https://ecma-international.org/publications-and-standards/standards/ecma-48/ */
const COLOURS: Readonly<Record<number, number>> = { 2: 32, 3: 36, 4: 33, 5: 31 };

/**
 * One log line of a served request: time, method, host, path, origin, status, reason, and the cause of an error. The path is
 * without its query, which may hold secrets.
 */
export function requestLine(record: RequestRecord, colours = false): string {
  const { time, method, host, path, origin, status, reason, detail } = record;
  const colour = colours ? COLOURS[Math.floor(status / 100)] : undefined;
  const fields = [
    time.toISOString(),
    fieldOf(method),
    fieldOf(host),
    fieldOf(path.split('?', 1)[0] ?? ''),
    origin === undefined ? '-' : fieldOf(origin),
    colour === undefined ? String(status) : `\u001b[${colour}m${status}\u001b[0m`,
    reason === undefined ? '-' : fieldOf(reason),
  ];
  const cause = detail?.split('\n', 1)[0];
  return [...fields, ...(cause === undefined ? [] : [`(${printable(cause)})`])].join(' ');
}
