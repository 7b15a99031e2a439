/** Header fields in their order and letter case, repeated names kept. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** The last value of a header, whatever the case of its name. */
export function headerValue(headers: HeaderList, name: string): string | undefined {
  return headers.findLast(([candidate]) => sameName(candidate, name))?.[1];
}

/** All values of a header, joined by a comma; `undefined` without one. */
export function joinedValues(headers: HeaderList, name: string): string | undefined {
  const values = headers.filter(([candidate]) => sameName(candidate, name)).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}

export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Node's flat list of raw header lines as pairs. */
export function headerList(raw: readonly string[]): HeaderList {
  const headers: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2)
    headers.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return headers;
}

/** A map of every value by name; names that differ only in case share the case that came first. */
export function multiValueHeaders(headers: HeaderList): Record<string, string[]> {
  const names = new Map<string, string>();
  // A client may name a header __proto__; on a bare object that is a name like any other.
  const values = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of headers) {
    const key = names.get(name.toLowerCase()) ?? name;
    names.set(name.toLowerCase(), key);
    (values[key] ??= []).push(value);
  }
  return values;
}

/** A map of the last value by name. */
export function lastValues(values: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  const last = Object.create(null) as Record<string, string>;
  for (const [name, list] of Object.entries(values)) last[name] = list.at(-1) ?? '';
  return last;
}
