import { USUAL_METHODS } from '../../../core';

/** Every method, as API Gateway calls them together. */
const ANY_METHOD = 'ANY';

/**
 * Methods as requests name them. The usual ones, `OPTIONS` and `ANY` may be written in any letter case. Names of others stay as they
 * are, because letter case counts there.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-9.1
 */
export function methodNames(written: readonly string[]): readonly string[] {
  const names = written.flatMap((name) => {
    const upper = name.toUpperCase();
    if (upper === ANY_METHOD) return USUAL_METHODS;
    return upper === 'OPTIONS' || USUAL_METHODS.includes(upper) ? [upper] : [name];
  });
  return [...new Set(names)];
}
