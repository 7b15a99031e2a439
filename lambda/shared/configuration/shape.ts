/** A value of the wrong shape, with its field and the rule: `hosts[0].kind: must be one of "my-domain", …`. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';

  constructor(
    readonly field: string,
    readonly rule: string,
  ) {
    super(`${field === '' ? 'the value' : field}: ${rule}`);
  }
}

/** Checks that a value from JSON is a `T`. Throws a `ShapeError` that names the field if it is not. */
export interface Shape<T> {
  (value: unknown, field: string): T;
  /** Never there. It makes `T` invariant: a shape that takes fewer choices than its type has does not compile. */
  readonly exactly?: (value: T) => T;
}

/** A string. */
export const text: Shape<string> = (value, field) => {
  if (typeof value !== 'string') throw new ShapeError(field, 'must be a string');
  return value;
};

/** `true` or `false`. */
export const flag: Shape<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw new ShapeError(field, 'must be true or false');
  return value;
};

/** A finite number. */
export const number: Shape<number> = (value, field) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ShapeError(field, 'must be a number');
  return value;
};

/** One of a closed list of strings. */
export function oneOf<const T extends string>(names: readonly T[]): Shape<T> {
  return (value, field) => {
    const found = names.find((name) => name === value);
    if (found === undefined) {
      throw new ShapeError(field, `must be one of ${names.map((name) => JSON.stringify(name)).join(', ')}`);
    }
    return found;
  };
}

/** A list whose elements have one shape. */
export function listOf<T>(element: Shape<T>): Shape<readonly T[]> {
  return (value, field) => {
    if (!Array.isArray(value)) throw new ShapeError(field, 'must be a list');
    return value.map((item, index) => element(item, `${field}[${String(index)}]`));
  };
}

/** An object with any names and values of one shape. */
export function mapOf<T>(element: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, field) => {
    const entries = Object.entries(objectAt(value, field));
    return Object.fromEntries(entries.map(([name, item]) => [name, element(item, below(field, name))]));
  };
}

/** A value of one shape, or undefined. */
export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value, field) => (value === undefined ? undefined : shape(value, field));
}

/** A shape for each field of `T`, those that may be left out too. */
type Fields<T> = { readonly [K in keyof Required<T>]: Shape<T[K]> };

/**
 * An object with these fields and no others. An unknown name is refused: it may be a misspelt one, and the rule that its
 * author wanted would be missing in silence. A field of `T` that has
 * no shape here does not compile.
 */
export function record<T extends object>(fields: Fields<T>): Shape<T> {
  const shapes = Object.entries(fields) as [string, Shape<unknown>][];
  return (value, field) => {
    const source = objectAt(value, field);
    for (const name of Object.keys(source)) {
      if (!Object.hasOwn(fields, name)) throw new ShapeError(below(field, name), 'is not a known field');
    }
    const shaped: Record<string, unknown> = {};
    for (const [name, shape] of shapes) {
      const item = shape(Object.hasOwn(source, name) ? source[name] : undefined, below(field, name));
      // Left out, not undefined: a reader may ask whether the field is there.
      if (item !== undefined) shaped[name] = item;
    }
    return shaped as T;
  };
}

function objectAt(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ShapeError(field, 'must be an object');
  }
  return value as Record<string, unknown>;
}

function below(field: string, name: string): string {
  return field === '' ? name : `${field}.${name}`;
}
