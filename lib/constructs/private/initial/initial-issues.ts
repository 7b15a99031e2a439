import { Token } from 'aws-cdk-lib';
import {
  DESCRIPTION_RULE,
  FIELD_PROBLEMS,
  MAX_INITIAL_ORIGINS,
  NAME_RULE,
  textFaults,
  timeFaults,
  type FieldFault,
} from '../../../contract';
import type { CorsAllowlistProps } from '../../cors-allowlist-props';
import type { CorsInitialOrigin } from '../../cors-initial-origin';
import type { CorsInitialSettings } from '../../cors-initial-settings';
import { parsedPattern } from './initial-pattern';
import type { SynthIssue } from '../synth/synth-error';

/** What is wrong with a field, and the way out. */
interface Fault {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

type Rule = (value: unknown) => readonly Fault[];

const UNKNOWN = { rule: 'must be known at synth', fix: 'write it out' };
const EXAMPLE_ORIGIN = '{ pattern: "https://app.example.com" }';
const EXAMPLE_PATTERN = 'write it as in "https://app.example.com"';

const text =
  (fix: string, faultsOf: (value: string) => readonly FieldFault[]): Rule =>
  (value) =>
    typeof value === 'string'
      ? faultsOf(value).map((fault) => ({ ...fault, fix }))
      : [{ code: 'wrong_type', message: 'The value must be a string.', fix: 'write a text' }];

const flag: Rule = (value) =>
  typeof value === 'boolean'
    ? []
    : [{ code: 'wrong_type', message: 'The value must be true or false.', fix: 'write true or false' }];

/** The fields of an origin beside its pattern, which is judged by the whole of them. */
const ORIGIN_FIELDS: Readonly<Record<Exclude<keyof CorsInitialOrigin, 'pattern'>, Rule>> = {
  name: text('shorten it to one line of what can be seen', (value) => textFaults(value, NAME_RULE)),
  description: text('shorten it to what can be seen', (value) => textFaults(value, DESCRIPTION_RULE)),
  expiresAt: text('write it as in "2099-12-31T23:59:59Z"', timeFaults),
  allowSharedOrigin: flag,
};

const SETTING_FIELDS: Readonly<Record<keyof CorsInitialSettings, Rule>> = {
  enableCorsForOAuthEndpoints: flag,
};

/**
 * All in the initial origins and settings that cannot work: what the admin API would refuse, with its codes and its sentences.
 */
export function initialIssues(
  props: Pick<CorsAllowlistProps, 'initialOrigins' | 'initialSettings'>,
): readonly SynthIssue[] {
  const { initialOrigins = [], initialSettings = {} } = props;
  return [...originIssues(initialOrigins), ...settingIssues(initialSettings)];
}

function settingIssues(settings: CorsInitialSettings): readonly SynthIssue[] {
  const prop = 'initialSettings';
  if (Token.isUnresolved(settings)) return [{ prop, value: settings, ...UNKNOWN }];
  if (!isObject(settings)) {
    const rule = 'settings are an object';
    return [{ prop, value: settings, rule, fix: 'write { enableCorsForOAuthEndpoints: true }' }];
  }
  return fieldIssues(prop, settings, SETTING_FIELDS);
}

/** What a program without types hands in may be anything. */
function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function originIssues(origins: readonly CorsInitialOrigin[]): readonly SynthIssue[] {
  const prop = 'initialOrigins';
  if (Token.isUnresolved(origins)) return [{ prop, value: origins, ...UNKNOWN }];
  const isList: boolean = Array.isArray(origins);
  if (!isList) {
    return [{ prop, value: origins, rule: 'origins are a list', fix: `write [${EXAMPLE_ORIGIN}]` }];
  }
  const strays = origins.flatMap((origin: unknown, index): readonly SynthIssue[] => {
    if (isObject(origin) && !Token.isUnresolved(origin)) return [];
    const rule = 'an origin is an object with its pattern, known at synth';
    const pattern = typeof origin === 'string' ? JSON.stringify(origin) : undefined;
    const fix = `write ${pattern === undefined ? EXAMPLE_ORIGIN : `{ pattern: ${pattern} }`}`;
    return [{ prop: `${prop}[${index}]`, value: origin, rule, fix }];
  });
  if (strays.length > 0) return strays;
  if (origins.length > MAX_INITIAL_ORIGINS) {
    const rule = `at most ${MAX_INITIAL_ORIGINS} origins`;
    return [{ prop, value: origins.length, rule, fix: 'import the others by the admin API' }];
  }
  return [
    ...origins.flatMap(({ pattern, ...fields }, index) => [
      ...patternIssues(`${prop}[${index}].pattern`, { pattern, ...fields }),
      ...fieldIssues(`${prop}[${index}]`, fields, ORIGIN_FIELDS),
    ]),
    ...duplicateIssues(origins),
  ];
}

function patternIssues(prop: string, origin: CorsInitialOrigin): readonly SynthIssue[] {
  const value: unknown = origin.pattern;
  if (Token.isUnresolved(value)) return [{ prop, value, ...UNKNOWN }];
  const parsed = parsedPattern(origin);
  if (parsed.valid) return [];
  const { code, message, suggestion } = parsed;
  const fix =
    code === 'wildcard_private_suffix'
      ? 'name the hosts one by one, or set allowSharedOrigin: true'
      : suggestion === undefined
        ? EXAMPLE_PATTERN
        : `write ${JSON.stringify(suggestion)}`;
  return [{ prop, value: value ?? null, rule: `${code}: ${message}`, fix }];
}

function fieldIssues(
  place: string,
  fields: object,
  rules: Readonly<Record<string, Rule>>,
): readonly SynthIssue[] {
  const unknown: Rule = () => [
    {
      code: 'unknown_field',
      message: FIELD_PROBLEMS.unknown_field,
      fix: `use ${Object.keys(rules).join(', ')}`,
    },
  ];
  return Object.entries(fields).flatMap(([name, value]: [string, unknown]): readonly SynthIssue[] => {
    // What is left out may also be there without a value.
    if (value === undefined) return [];
    const prop = `${place}.${name}`;
    if (Token.isUnresolved(value)) return [{ prop, value, ...UNKNOWN }];
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    const faults = (rule ?? unknown)(value);
    return faults.map(({ code, message, fix }) => ({ prop, value, rule: `${code}: ${message}`, fix }));
  });
}

/** Two of one pattern, however they are written, would be one entry with the fields of either. */
function duplicateIssues(origins: readonly CorsInitialOrigin[]): readonly SynthIssue[] {
  const first = new Map<string, number>();
  return origins.flatMap((origin, index): readonly SynthIssue[] => {
    const parsed = parsedPattern(origin);
    if (!parsed.valid) return [];
    const before = first.get(parsed.pattern);
    if (before === undefined) {
      first.set(parsed.pattern, index);
      return [];
    }
    const rule = `initialOrigins[${before}] has the same pattern, ${parsed.pattern}`;
    const fix = 'leave one of them out';
    return [{ prop: `initialOrigins[${index}].pattern`, value: origin.pattern, rule, fix }];
  });
}
