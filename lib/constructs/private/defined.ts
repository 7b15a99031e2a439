type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that have a value: where `undefined` is not a value, an absent member has to be absent. */
export function defined<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;
}
