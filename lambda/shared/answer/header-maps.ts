import type { HeaderList } from '../../../lib/core';

/** Response headers in the two maps of a REST API's proxy integration. */
export interface HeaderMaps {
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
}

/** Headers that occur once, and headers that repeat. API Gateway would take a name in both maps from the second only. */
export function headerMaps(list: HeaderList): HeaderMaps {
  const byName = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (const [name, value] of list) {
    const known = byName.get(name.toLowerCase());
    if (known === undefined) byName.set(name.toLowerCase(), { name, values: [value] });
    else known.values.push(value);
  }
  const fields = [...byName.values()];
  const once = fields.filter(({ values }) => values.length === 1);
  const repeated = fields.filter(({ values }) => values.length > 1);
  const headers = Object.fromEntries(once.map(({ name, values }) => [name, values[0] ?? '']));
  if (repeated.length === 0) return { headers };
  return {
    headers,
    multiValueHeaders: Object.fromEntries(repeated.map(({ name, values }) => [name, values])),
  };
}
