import { Token } from 'aws-cdk-lib';
import {
  DESCRIPTION_RULE,
  FIELD_PROBLEMS,
  NAME_RULE,
  textFaults,
  timeFaults,
  type FieldFault,
} from '../../../contract';
import type { CorsInitialOrigin } from '../../cors-initial-origin';
import type { CorsInitialSettings } from '../../cors-initial-settings';
import type { SynthIssue } from '../synth/synth-error';

/** A fault of a field, and how to mend it. */
interface Fault {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

type Rule = (value: unknown) => readonly Fault[];

/** A value that a deployment fills in cannot be checked, nor travel with the code. */
export const UNKNOWN = { rule: 'must be known at synth', fix: 'write it out' };

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

/** The fields of an origin beside its pattern, which needs the whole origin to be judged. */
const ORIGIN_FIELDS: Readonly<Record<Exclude<keyof CorsInitialOrigin, 'pattern'>, Rule>> = {
  name: text('shorten it to one line of visible characters', (value) => textFaults(value, NAME_RULE)),
  description: text('shorten it to visible characters', (value) => textFaults(value, DESCRIPTION_RULE)),
  expiresAt: text('write it as in "2099-12-31T23:59:59Z"', timeFaults),
  allowSharedOrigin: flag,
};

const SETTING_FIELDS: Readonly<Record<keyof CorsInitialSettings, Rule>> = {
  enableCorsForOAuthEndpoints: flag,
};

/** The fields of an initial origin, beside its pattern, that cannot work. */
export function originFieldIssues(place: string, fields: object): readonly SynthIssue[] {
  return fieldIssues(place, fields, ORIGIN_FIELDS);
}

/** The initial settings that cannot work. */
export function settingFieldIssues(place: string, fields: object): readonly SynthIssue[] {
  return fieldIssues(place, fields, SETTING_FIELDS);
}

/** Whether a value is an object with fields; a program without types can hand in anything. */
export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
    // A field that is left out can also be there without a value.
    if (value === undefined) return [];
    const prop = `${place}.${name}`;
    if (Token.isUnresolved(value)) return [{ prop, value, ...UNKNOWN }];
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    const faults = (rule ?? unknown)(value);
    return faults.map(({ code, message, fix }) => ({ prop, value, rule: `${code}: ${message}`, fix }));
  });
}
