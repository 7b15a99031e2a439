import {
  ENTRY_FIELD_NAMES,
  entryField,
  FIELD_PROBLEMS,
  FORMER_NAMES,
  RECORD_FIELD_NAMES,
  RETENTION_DAYS,
  storedFields,
  textFaults,
  timeFaults,
  withCurrentNames,
  type EntryField,
  type EntryFields,
  type FieldProblemCode,
} from '../../lib/contract';
import {
  parsePattern,
  PATTERN_REASONS,
  SETTABLE_STATUSES,
  type PatternReason,
  type PublicSuffixLookup,
} from '../../lib/core';
import type { FieldError } from '../api/shapes';

/*
 * The admin API's own rules for a line of an import, for lists that are planned here. A law in test/cli compares both.
 */

/** A line that can be written. */
export interface SoundLine {
  readonly pattern: string;
  readonly fields: EntryFields;
  readonly version: number | undefined;
  /** The faults of the line, unless the entry on the list has `allowSharedOrigin`. */
  readonly sharedErrors: readonly FieldError[];
}

/** A line that cannot be written. */
export interface RefusedLine {
  readonly errors: readonly FieldError[];
  /** The pattern that the line is about all the same, or seems to be about. */
  readonly meant: string | undefined;
}

/** How lines are read. */
export interface LineRules {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly publicSuffixes: PublicSuffixLookup;
  /** Whether they are metadata, which has no place for `allowSharedOrigin`. */
  readonly metadata: boolean;
}

const MAX_LINE_ERRORS = 10;
const RETENTION_MILLIS = RETENTION_DAYS * 24 * 60 * 60 * 1000;
const KNOWN: ReadonlySet<string> = new Set([
  'pattern',
  ...ENTRY_FIELD_NAMES,
  ...FORMER_NAMES.map(({ from }) => from),
  ...RECORD_FIELD_NAMES,
  'id',
  'effectiveStatus',
  'history',
  'warnings',
]);

/** Reads one line of a file. */
export function readLine(input: unknown, rules: LineRules): SoundLine | RefusedLine {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { errors: [fault('', 'wrong_type', 'The value must be an object.')], meant: undefined };
  }
  const shape = shapeErrors(input as Readonly<Record<string, unknown>>);
  const named = new Set(shape.map(({ pointer }) => pointer));
  const { current, twice } = withCurrentNames(input);
  const strict = patternErrors(current, rules, current['allowSharedOrigin'] === true);
  const lifted =
    rules.metadata && 'errors' in strict && 'pattern' in patternErrors(current, rules, true)
      ? patternErrors(current, rules, true)
      : strict;
  const further = [
    ...twice.map(({ from }) => fault(from, 'duplicate_field')),
    ...('errors' in lifted ? lifted.errors : []),
    ...expiryErrors(current, input, rules.now),
  ];
  const errors = [...shape, ...further.filter(({ pointer }) => !named.has(pointer))];
  if (errors.length > 0 || 'errors' in lifted) {
    return { errors: errors.slice(0, MAX_LINE_ERRORS), meant: meantPattern(current, rules) };
  }
  const { version } = current;
  return {
    pattern: lifted.pattern,
    fields: storedFields(current),
    version: typeof version === 'number' ? version : undefined,
    sharedErrors: 'errors' in strict ? strict.errors : [],
  };
}

function shapeErrors(line: Readonly<Record<string, unknown>>): readonly FieldError[] {
  const strange = Object.keys(line).filter((name) => !KNOWN.has(name));
  const former = FORMER_NAMES.map(({ from, to }): readonly [string, EntryField] => [from, entryField(to)]);
  const fields = ENTRY_FIELD_NAMES.map((name): readonly [string, EntryField] => [name, entryField(name)]);
  return [
    ...('pattern' in line ? [] : [fault('pattern', 'required')]),
    ...('pattern' in line && typeof line['pattern'] !== 'string'
      ? [fault('pattern', 'not_a_string', PATTERN_REASONS.not_a_string)]
      : []),
    ...[...fields, ...former].flatMap(([name, field]) =>
      line[name] === undefined ? [] : valueErrors(name, field, line[name]),
    ),
    ...versionErrors(line['version']),
    ...strange.map((name) => fault(name, 'unknown_field')),
  ];
}

function valueErrors(name: string, field: EntryField, value: unknown): readonly FieldError[] {
  switch (field.form) {
    case 'flag':
      return typeof value === 'boolean'
        ? []
        : [fault(name, 'wrong_type', 'The value must be true or false.')];
    case 'status': {
      const isStatus = SETTABLE_STATUSES.some((one) => one === value);
      const names = SETTABLE_STATUSES.map((one) => JSON.stringify(one)).join(', ');
      return isStatus ? [] : [fault(name, 'bad_value', `The value must be one of ${names}.`)];
    }
    case 'text':
    case 'time': {
      if (typeof value !== 'string') return [fault(name, 'wrong_type', 'The value must be a string.')];
      const faults = field.form === 'time' ? timeFaults(value) : textFaults(value, field.limits);
      return faults.map(({ code, message }) => fault(name, code, message));
    }
  }
}

function versionErrors(version: unknown): readonly FieldError[] {
  if (version === undefined) return [];
  if (typeof version !== 'number') return [fault('version', 'wrong_type', 'The value must be a number.')];
  return Number.isSafeInteger(version) && version >= 0 ? [] : [fault('version', 'bad_format')];
}

function patternErrors(
  { pattern }: Readonly<Record<string, unknown>>,
  { publicSuffixes }: LineRules,
  allowSharedOrigin: boolean,
): { readonly pattern: string } | { readonly errors: readonly FieldError[] } {
  if (typeof pattern !== 'string') return { errors: [] };
  const parsed = parsePattern(pattern, { allowSharedOrigin, publicSuffixes });
  if (parsed.valid) return { pattern: parsed.pattern };
  const { code, message, suggestion } = parsed;
  const error = fault('pattern', code, message);
  return { errors: [suggestion === undefined ? error : { ...error, suggestion }] };
}

/** A line that says its own effective status comes from an export, and what has expired since is taken as it was. */
function expiryErrors(
  { expiresAt }: Readonly<Record<string, unknown>>,
  input: object,
  now: number,
): readonly FieldError[] {
  if (typeof expiresAt !== 'string') return [];
  const limit = Object.hasOwn(input, 'effectiveStatus') ? now - RETENTION_MILLIS : now;
  return Date.parse(expiresAt) <= limit ? [fault('expiresAt', 'expires_in_past')] : [];
}

function meantPattern(
  { pattern }: Readonly<Record<string, unknown>>,
  { publicSuffixes }: LineRules,
): string | undefined {
  const parsed = parsePattern(pattern, { allowSharedOrigin: true, publicSuffixes });
  return parsed.valid ? parsed.pattern : parsed.suggestion;
}

function fault(field: string, code: FieldProblemCode | PatternReason, message?: string): FieldError {
  const pointer = field === '' ? '' : `/${field.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  return { pointer, code, message: message ?? FIELD_PROBLEMS[code as FieldProblemCode] };
}
