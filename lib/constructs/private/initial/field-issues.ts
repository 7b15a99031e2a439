import { Token } from 'aws-cdk-lib';
import {
  CODE_FIELD_NAMES,
  FIELD_PROBLEMS,
  mapEntryFields,
  textFaults,
  timeFaults,
  type EntryField,
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

function ruleOf(field: EntryField): Rule {
  switch (field.form) {
    case 'text': {
      const { limits } = field;
      const fix = `write at most ${limits.maxLength} visible characters`;
      return text(fix, (value) => textFaults(value, limits));
    }
    case 'time':
      return text('write it as in "2099-12-31T23:59:59Z"', timeFaults);
    case 'flag':
      return flag;
    case 'status':
      throw new TypeError('code does not set the status of an entry');
  }
}

/** The fields that the prop declares, beside its pattern, which needs the whole origin to be judged. */
type DeclaredField = Exclude<keyof CorsInitialOrigin, 'pattern' | 'allowPublicSuffix'>;

/** It does not compile when the prop declares other fields than the table says that code can set. */
const ORIGIN_FIELDS = mapEntryFields<Rule, DeclaredField>(ruleOf, CODE_FIELD_NAMES);

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
