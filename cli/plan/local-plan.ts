import { lineFields, planAllowlist, refusedLine, shownPlan, type PlanLine } from '../../lib/contract';
import type { PublicSuffixLookup } from '../../lib/core';
import { ACCESS_KINDS, type Entry, type Plan } from '../api/shapes';
import { readLine, type RefusedLine, type SoundLine } from './read-line';

/** A wanted list, and how it is treated. */
export interface LocalQuestion {
  readonly lines: readonly unknown[];
  readonly isMetadata: boolean;
  readonly owner?: string | undefined;
  readonly prune?: boolean | undefined;
  readonly adopt?: boolean | undefined;
}

/** A plan, with the lines by which it is written. */
export interface LocalPlan {
  readonly plan: Plan;
  readonly lines: readonly unknown[];
}

const EXPIRED = 'The entry has expired, and metadata does not say until when it should be; set expiresAt.';

/**
 * The plan of a list, made here with the function that the admin API uses, for lists that are larger than it takes.
 *
 * @param current every entry, the deleted ones too
 * @param at milliseconds since 1970
 */
export function localPlan(
  question: LocalQuestion,
  current: readonly Entry[],
  publicSuffixes: PublicSuffixLookup,
  at: number,
): LocalPlan {
  const { owner, prune, adopt, isMetadata } = question;
  const entries = new Map(current.map((entry) => [entry.pattern, entry]));
  const rules = { now: at, publicSuffixes, metadata: isMetadata };
  const read = question.lines.map((line) => {
    const one = readLine(line, rules);
    return 'pattern' in one && isMetadata ? merged(one, entries.get(one.pattern), question, at) : one;
  });
  const sound = read.filter((one) => 'pattern' in one);
  const spared = read.flatMap((one) => ('meant' in one && one.meant !== undefined ? [one.meant] : []));
  const plan = planAllowlist(current, {
    mode: 'upsert',
    owner,
    prune,
    adopt,
    at,
    spared,
    lines: sound satisfies readonly PlanLine[],
  });
  const refused = read.map((one, index) =>
    'pattern' in one ? undefined : refusedLine(question.lines[index], one.errors, actionOf(one)),
  );
  return {
    plan: shownPlan(plan, refused, at),
    lines: isMetadata
      ? read.map((one) => ('pattern' in one ? { pattern: one.pattern, ...one.fields } : {}))
      : question.lines,
  };
}

/** A line of metadata with the fields for which metadata has no place: those of the entry stay as they are. */
function merged(
  line: SoundLine,
  entry: Entry | undefined,
  { owner }: LocalQuestion,
  at: number,
): SoundLine | RefusedLine {
  const isLive = entry !== undefined && entry.status !== 'deleted';
  const isShared = isLive && entry.allowSharedOrigin === true;
  if (line.sharedErrors.length > 0 && !isShared) return { errors: line.sharedErrors, meant: line.pattern };
  if (entry === undefined) return line;
  if (entry.expiresAt !== undefined && Date.parse(entry.expiresAt) <= at) {
    return {
      errors: [{ pointer: '/expiresAt', code: 'entry_expired', message: EXPIRED }],
      meant: line.pattern,
    };
  }
  const { owner: kept, ...fields } = lineFields(entry, line.fields, true);
  return { ...line, fields: owner === undefined && kept !== undefined ? { ...fields, owner: kept } : fields };
}

/** An entry that has expired can be given an expiry; no other fault is about the entry. */
function actionOf({ errors: [first] }: RefusedLine): 'invalid' | 'conflict' {
  return first?.code === 'entry_expired' ? 'conflict' : 'invalid';
}

/** Whether a plan gives access that was not there, or lets it end later. */
export function givesAccess({ access }: Plan): boolean {
  return access.gained.length > 0 || access.prolonged.length > 0;
}

/** Whether a plan writes anything. */
export function hasChanges({ summary }: Plan): boolean {
  return summary.create + summary.update + summary.restore + summary.delete > 0;
}

/** The number of patterns whose access changes. */
export function accessCount({ access }: Plan): number {
  return ACCESS_KINDS.reduce((sum, kind) => sum + access[kind].length, 0);
}
