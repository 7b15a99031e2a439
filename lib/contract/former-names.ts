import { ENTRY_FIELD_NAMES, entryField, type EntryFieldName } from './entry-fields';

/** A field under a name that it had before. */
export interface FormerName {
  readonly from: string;
  readonly to: EntryFieldName;
}

/** An entry with every field under the name that it has now. */
export interface CurrentNames {
  readonly current: Readonly<Record<string, unknown>>;
  /** Fields that have a former name; readers warn of them. */
  readonly former: readonly FormerName[];
  /** Those among them that have both names: nobody can tell which value is meant. */
  readonly twice: readonly FormerName[];
}

/** Every former name of a field. */
export const FORMER_NAMES: readonly FormerName[] = ENTRY_FIELD_NAMES.flatMap((to): readonly FormerName[] => {
  const field = entryField(to);
  return field.form === 'flag' && field.formerName !== undefined ? [{ from: field.formerName, to }] : [];
});

/** Renames the fields of an entry that a file, a pipeline or code names as they were called before. */
export function withCurrentNames(entry: object): CurrentNames {
  const given = new Map(Object.entries(entry).filter(([, value]) => value !== undefined));
  const former = FORMER_NAMES.filter(({ from }) => given.has(from));
  const twice = former.filter(({ to }) => given.has(to));
  const renamed = new Map<string, string>(former.map(({ from, to }) => [from, to]));
  const current = Object.fromEntries(
    Array.from(given, ([name, value]: [string, unknown]) => [renamed.get(name) ?? name, value]),
  );
  return { current, former, twice };
}
