import type { PlanAction } from '../../lib/contract';
import { faultText, fixOf } from '../api/problem';
import {
  ACCESS_KINDS,
  type AccessKind,
  type Plan,
  type PlannedAccess,
  type PlannedChange,
} from '../api/shapes';
import { changeText, timeText } from '../origins/entry-lines';
import { oneLine } from '../terminal/table';
import type { Colour, Terminal } from '../terminal/terminal';
import { accessCount, hasChanges } from './local-plan';
import type { MadePlan } from './make-plan';

/** Lines of one kind that a person is shown; `--json` has all of them. */
const MAX_SHOWN = 100;

const MARKS: Readonly<Record<Exclude<PlanAction, 'none'>, readonly [mark: string, colour: Colour]>> = {
  delete: ['-', 'red'],
  create: ['+', 'green'],
  restore: ['+', 'green'],
  update: ['~', 'yellow'],
  conflict: ['!', 'red'],
  invalid: ['!', 'red'],
};

/** The admin API names its field; here it is an option. */
const OWNED_ELSEWHERE =
  'The entry belongs to somebody else, or to nobody. Take it over with --adopt, or leave the line out.';

const ACCESS_NAMES: Readonly<Record<AccessKind, readonly [name: string, colour: Colour]>> = {
  gained: ['gets access', 'green'],
  prolonged: ['has access for longer', 'green'],
  shortened: ['has access for less long', 'yellow'],
  lost: ['loses access', 'red'],
};

/** A plan for a person: the changes, deletions first, and what they mean. */
export function planLines(made: MadePlan, terminal: Terminal): readonly string[] {
  const { plan } = made;
  const actions = Object.entries(MARKS).flatMap(([action, [mark, colour]]) => {
    const changes = plan.changes.filter((change) => change.action === action);
    const lines = changes.map((change) => terminal.coloured(colour, `${mark} ${changeLine(change, made)}`));
    return shortened(lines, 'lines of this kind');
  });
  const isEmpty = actions.length === 0 && !hasChanges(plan);
  return [...(isEmpty ? ['No changes.'] : actions), ...accessLines(plan, terminal), ...summaryLines(plan)];
}

function changeLine(change: PlannedChange, { file }: MadePlan): string {
  const { action, pattern, changes = [], code, message = '', errors = [], line } = change;
  const place = line === undefined ? '' : file.places[line - 1];
  const name = oneLine(pattern ?? '(no pattern)');
  if (action === 'invalid') {
    const faults = errors.length === 0 ? message : errors.map(suggestionText).join(' ');
    return `invalid   ${name}  ${place ?? ''}: ${oneLine(faults)}`;
  }
  if (action === 'conflict') {
    const fix = code === 'owned_elsewhere' ? OWNED_ELSEWHERE : message;
    return `conflict  ${name}  ${place ?? ''}: ${oneLine(fix)}`;
  }
  const fields = changes.map(({ field, from, to }) => changeText(field, from, to)).join(', ');
  return `${action.padEnd(8)}  ${name}${fields === '' ? '' : `  ${fields}`}`;
}

function suggestionText(error: Parameters<typeof faultText>[0]): string {
  const fix = fixOf(error);
  return fix === undefined ? faultText(error) : `${faultText(error)} (fix: ${fix})`;
}

function accessLines(plan: Plan, terminal: Terminal): readonly string[] {
  if (accessCount(plan) === 0) return hasChanges(plan) ? ['', 'No origin gets or loses access.'] : [];
  return [
    '',
    'Access',
    ...ACCESS_KINDS.flatMap((kind) => {
      const [name, colour] = ACCESS_NAMES[kind];
      const lines = plan.access[kind].map((item) =>
        terminal.coloured(colour, `  ${name}: ${itemText(item)}`),
      );
      return shortened(lines, 'patterns');
    }),
  ];
}

function itemText({ pattern, except, credentials, from, to }: PlannedAccess): string {
  const but = except.length === 0 ? '' : `, but not ${except.join(', ')}`;
  const ends = (time: string | undefined): string => (time === undefined ? 'never' : timeText(time));
  const moved = from === undefined && to === undefined ? '' : `, end ${ends(from)} → ${ends(to)}`;
  const where = {
    both: '',
    without: ', where answers carry no credentials',
    with: ', where answers carry credentials',
  }[credentials];
  return `${pattern}${but}${moved}${where}`;
}

function summaryLines({ summary }: Plan): readonly string[] {
  const { delete: deleted, create, update, restore, conflict, invalid, none } = summary;
  const bad = conflict + invalid === 0 ? '' : `, ${String(conflict)} conflicts, ${String(invalid)} invalid`;
  return [
    '',
    `Plan: ${String(deleted)} to delete, ${String(create)} to create, ${String(update)} to change, ` +
      `${String(restore)} to restore, ${String(none)} unchanged${bad}.`,
  ];
}

function shortened(lines: readonly string[], what: string): readonly string[] {
  if (lines.length <= MAX_SHOWN) return lines;
  const more = lines.length - MAX_SHOWN;
  return [...lines.slice(0, MAX_SHOWN), `  … and ${String(more)} more ${what}; --json has all of them`];
}
