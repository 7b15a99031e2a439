import { parseDocument, stringify } from 'yaml';

/*
 * The reader of YAML. It is in a file of its own, which is read when a file is YAML.
 */

/** An anchor that is used more often than this does not belong to a list of origins. */
const MAX_ALIASES = 100;

/** A value as YAML. */
export function yamlText(value: unknown): string {
  return stringify(value, { lineWidth: 0 });
}

/** The value of a YAML document, or the sentence that says why there is none. */
export function yamlValue(text: string): { readonly value: unknown } | { readonly fault: string } {
  try {
    const document = parseDocument(text);
    const [error] = document.errors;
    if (error !== undefined) return { fault: error.message.split('\n')[0] ?? '' };
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
