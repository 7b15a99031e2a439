import { isJsonObject, parseJson } from '../../json';

/** The value at `$.a.b[0]` of a JSON text. */
export function jsonAt(text: string, path: string): unknown {
  let value = parseJson(text);
  for (const [, name, index] of path.matchAll(/\.?([A-Za-z0-9_-]+)|\[(\d+)\]/g)) {
    if (index !== undefined) value = Array.isArray(value) ? (value[Number(index)] as unknown) : undefined;
    else value = isJsonObject(value) ? value[name ?? ''] : undefined;
  }
  return value;
}
