import { AccessTree, type AccessEnds } from './access-tree';
import { coverRegions, type AccessFact, type AccessItem } from './access-cover';
import type { AllowlistEntry } from './lookup';

/** Which origins get access, lose it, or have it for longer or for less long. */
export interface AccessChanges {
  readonly gained: readonly AccessItem[];
  readonly lost: readonly AccessItem[];
  /** Access stays, and its end comes later. */
  readonly prolonged: readonly AccessItem[];
  /** Access stays, and its end comes sooner. */
  readonly shortened: readonly AccessItem[];
}

type Kind = keyof AccessChanges;

const BEFORE = ['before'] as const;
const AFTER = ['after'] as const;
const BOTH = [...BEFORE, ...AFTER] as const;

/**
 * The change in access between two lists, exactly: an origin is in a list here if and only if the decision treats it
 * differently. The work is linear in the labels of all patterns, sorting aside.
 *
 * @param at the instant at which both lists are judged, in milliseconds since 1970
 */
export function accessChanges(
  before: readonly AllowlistEntry[],
  after: readonly AllowlistEntry[],
  at: number,
): AccessChanges {
  const tree = new AccessTree(at);
  // Most entries of a plan stay as they are, and are the same object in both lists.
  const [old, kept] = [new Set(before), new Set(after)];
  for (const entry of old) tree.add(entry, kept.has(entry) ? BOTH : BEFORE);
  for (const entry of kept) if (!old.has(entry)) tree.add(entry, AFTER);
  const changes: Record<Kind, AccessItem[]> = { gained: [], lost: [], prolonged: [], shortened: [] };
  for (const { kind, item } of coverRegions(tree.roots(), factsOf)) changes[kind].push(item);
  for (const items of Object.values(changes)) items.sort((a, b) => (a.pattern < b.pattern ? -1 : 1));
  return changes;
}

/** The changes of one region; the same change with and without credentials is one. */
function factsOf({ without, withCredentials }: AccessEnds): readonly AccessFact<Kind>[] {
  const [one, other] = [changeOf(without), changeOf(withCredentials)];
  if (one !== undefined && other !== undefined && isSame(one, other))
    return [{ ...one, credentials: 'both' }];
  return [
    ...(one === undefined ? [] : [{ ...one, credentials: 'without' as const }]),
    ...(other === undefined ? [] : [{ ...other, credentials: 'with' as const }]),
  ];
}

type Change = Omit<AccessFact<Kind>, 'credentials'>;

function changeOf({
  before,
  after,
}: {
  readonly before: number;
  readonly after: number;
}): Change | undefined {
  if (before === after) return undefined;
  if (before === -Infinity) return { kind: 'gained' };
  if (after === -Infinity) return { kind: 'lost' };
  return {
    kind: after > before ? 'prolonged' : 'shortened',
    ...(before === Infinity ? {} : { from: before }),
    ...(after === Infinity ? {} : { to: after }),
  };
}

function isSame(one: Change, other: Change): boolean {
  return one.kind === other.kind && one.from === other.from && one.to === other.to;
}
