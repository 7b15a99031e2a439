/** The rule of one option. */
export interface OptionRule {
  readonly accepts: (value: unknown) => boolean;
  readonly rule: string;
  readonly fix: string;
}

/** A rule for each option that exists. */
export type OptionRules<TOptions> = Readonly<Record<keyof Required<TOptions>, OptionRule>>;

/**
 * Every option that is wrong, with its value, the rule and a way to mend it. A misspelt one must not become the default in
 * silence.
 *
 * @param place before the names, as in `entries[0].`
 */
export function optionFaults<TOptions>(
  options: object,
  rules: OptionRules<TOptions>,
  place = '',
): readonly string[] {
  const known: Readonly<Record<string, OptionRule>> = rules;
  return Object.entries(options).flatMap(([name, value]: [string, unknown]): readonly string[] => {
    const one = Object.hasOwn(known, name) ? known[name] : undefined;
    if (one === undefined) {
      const names = Object.keys(known).join(', ');
      return [
        `${JSON.stringify(`${place}${name}`)} is ${shown(value)}: must be an option that exists (fix: use one of ${names})`,
      ];
    }
    if (value === undefined || one.accepts(value)) return [];
    return [`${place}${name} is ${shown(value)}: ${one.rule} (fix: ${one.fix})`];
  });
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value for an error message. Objects are not written out, because an environment holds secrets. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}

/** The rule of an option that is true or false. */
export const FLAG: OptionRule = {
  accepts: (value) => typeof value === 'boolean',
  rule: 'must be true or false',
  fix: 'write one of the two, or leave it out',
};

/** The rule of an option that is one of some words. */
export function oneOf(...words: readonly string[]): OptionRule {
  return {
    accepts: (value) => words.some((word) => word === value),
    rule: `must be one of ${words.map((word) => JSON.stringify(word)).join(', ')}`,
    fix: 'write one of them, or leave it out',
  };
}

/** The rule of an option that is a list. */
export function listOf(what: string, accepts: (element: unknown) => boolean): OptionRule {
  return {
    accepts: (value) => Array.isArray(value) && value.every(accepts),
    rule: `must be a list of ${what}`,
    fix: 'put them in [ ]',
  };
}
