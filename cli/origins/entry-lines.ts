import type { Change, Entry } from '../api/shapes';
import { oneLine, tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';

/** A point in time for a person: UTC to the second. */
export function timeText(time: string | undefined): string {
  return time === undefined ? '' : time.replace(/\.\d+Z$/, 'Z');
}

/** The list for a person. */
export function listLines(entries: readonly Entry[]): readonly string[] {
  return tableLines(
    ['PATTERN', 'NAME', 'STATUS', 'EXPIRES', 'OWNER', 'CHANGED', 'BY'],
    entries.map((entry) => [
      entry.pattern,
      entry.name,
      entry.effectiveStatus,
      timeText(entry.expiresAt),
      entry.owner,
      timeText(entry.updatedAt),
      entry.updatedBy,
    ]),
  );
}

/** Everything about one entry, for a person. */
export function entryLines(entry: Entry, terminal: Terminal): readonly string[] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['name', entry.name],
    ['description', entry.description],
    ['status', entry.effectiveStatus],
    ['expires', entry.expiresAt === undefined ? 'never' : timeText(entry.expiresAt)],
    ['owner', entry.owner],
    ['shared origin', entry.allowSharedOrigin === true ? 'yes' : undefined],
    ['id', entry.id],
    ['version', String(entry.version)],
    ['created', `${timeText(entry.createdAt)} by ${entry.createdBy}`],
    ['changed', `${timeText(entry.updatedAt)} by ${entry.updatedBy}`],
  ];
  const known = facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const width = Math.max(...known.map(([name]) => name.length));
  return [
    terminal.coloured('bold', oneLine(entry.pattern)),
    ...known.map(([name, value]) => `  ${name.padEnd(width)}  ${oneLine(value)}`),
    ...(entry.warnings ?? []).map(({ text }) => terminal.coloured('yellow', `  warning: ${oneLine(text)}`)),
    ...historyLines(entry.history),
  ];
}

/** Who changed what, the last change first. */
export function historyLines(history: readonly Change[] = []): readonly string[] {
  if (history.length === 0) return [];
  const lines = history.toReversed().map(({ at, by, action, changes }) => {
    const fields = changes.map(({ field, from, to }) => changeText(field, from, to)).join(', ');
    return `  ${timeText(at)}  ${action}  ${oneLine(by)}${fields === '' ? '' : `  ${fields}`}`;
  });
  return ['history', ...lines];
}

/** One field of a change: its values before and after. */
export function changeText(field: string, from: string | undefined, to: string | undefined): string {
  const text = (value: string | undefined): string => (value === undefined ? '(none)' : oneLine(value));
  return `${field}: ${text(from)} → ${text(to)}`;
}
