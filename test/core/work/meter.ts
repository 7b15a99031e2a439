type Cost = (self: unknown, args: readonly unknown[], result: unknown) => number;

const lengthOf = (value: unknown): number =>
  typeof value === 'string' || Array.isArray(value) ? value.length : 0;

/** The characters that a search reads from the given place on, up to its find. */
const searched: Cost = (self, [, from], result) => {
  const start = typeof from === 'number' ? from : 0;
  return (result === -1 ? lengthOf(self) : Number(result)) - start;
};
const made: Cost = (_self, _args, result) => lengthOf(result);
const whole: Cost = (self) => lengthOf(self);
const given: Cost = (_self, [text]) => lengthOf(text);

/** Methods that take time in proportion to what they are handed, and that proportion. */
export const METHODS: ReadonlyMap<string, Cost> = new Map([
  ['indexOf', searched],
  ...['slice', 'join', 'flatMap'].map((name) => [name, made] as const),
  ...['exec', 'test'].map((name) => [name, given] as const),
  ...['lastIndexOf', 'includes', 'startsWith', 'endsWith', 'split', 'trim', 'toLowerCase'].map(
    (name) => [name, whole] as const,
  ),
  ...['replace', 'replaceAll', 'search', 'map', 'filter', 'every', 'some', 'find', 'reduce', 'splice'].map(
    (name) => [name, whole] as const,
  ),
]);

/**
 * Counts work instead of time: every function and every round of a loop that is entered, and every character and element
 * that a built-in method is handed. The same input takes the same steps on every machine.
 */
export class Meter {
  steps = 0;

  call(self: unknown, name: string, args: readonly unknown[]): unknown {
    const method = (self as Readonly<Record<string, unknown>>)[name] as (...args: unknown[]) => unknown;
    const result: unknown = method.apply(self, [...args]);
    this.steps += 1 + (METHODS.get(name)?.(self, args, result) ?? 0);
    return result;
  }

  /** Steps that a run takes. */
  count(run: () => void): number {
    const before = this.steps;
    run();
    return this.steps - before;
  }
}
