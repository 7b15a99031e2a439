import { Token } from 'aws-cdk-lib';
import type { SynthIssue } from './synth-error';

/** The type that a prop must have, for programs without types. Types are known by their members, never by their class: an app can hold two copies of a package. */
export interface PropType {
  readonly rule: string;
  readonly fix: string;
  readonly isOf: (value: unknown) => boolean;
}

/** Props whose values have their types, and an issue for each value that has not. */
export interface TypedProps<T> {
  readonly props: T;
  readonly issues: readonly SynthIssue[];
}

/**
 * Takes out the props whose values have another type, so that the other checks can read the rest. Where the props are no object at all,
 * there are none.
 *
 * @param name of the argument that holds the props
 */
export function typedProps<T extends object>(
  props: T | undefined,
  types: { readonly [K in keyof T]?: PropType },
  name = 'props',
): TypedProps<T> {
  const given: unknown = props === undefined ? {} : props;
  if (!isObject(given)) {
    const fix = 'write it in braces, as in { … }, or leave it out';
    return {
      props: {} as T,
      issues: [{ prop: name, value: given, rule: 'must be an object of options', fix }],
    };
  }
  const table: Readonly<Record<string, PropType | undefined>> = types;
  const issues = Object.entries(given).flatMap(([prop, value]: [string, unknown]): readonly SynthIssue[] => {
    const type = Object.hasOwn(table, prop) ? table[prop] : undefined;
    if (type === undefined || value === undefined || Token.isUnresolved(value) || type.isOf(value)) return [];
    return [{ prop, value, rule: type.rule, fix: type.fix }];
  });
  if (issues.length === 0) return { props: given as T, issues };
  const wrong = new Set(issues.map(({ prop }) => prop));
  const kept = Object.entries(given).filter(([prop]) => !wrong.has(prop));
  return { props: Object.fromEntries(kept) as T, issues };
}

/** An argument that must be there. */
export function requiredIssues(
  prop: string,
  value: unknown,
  { rule, fix, isOf }: PropType,
): readonly SynthIssue[] {
  return Token.isUnresolved(value) || isOf(value) ? [] : [{ prop, value, rule, fix }];
}

/** An object that is no list. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with a member of this name. */
function has(value: unknown, member: string): boolean {
  return typeof value === 'object' && value !== null && member in value;
}

/** An object of a class of ours or of the CDK, which has this member. */
export function instance(name: string, member: string, fix: string): PropType {
  return { rule: `must be ${name}`, fix, isOf: (value) => has(value, member) };
}

/** A list of such objects. */
export function listOfInstances(name: string, member: string, fix: string): PropType {
  const isOf = (value: unknown): boolean => Array.isArray(value) && value.every((one) => has(one, member));
  return { rule: `must be a list of ${name}`, fix, isOf };
}

/** A map whose values are such objects. */
export function mapOfInstances(name: string, member: string, fix: string): PropType {
  const isOf = (value: unknown): boolean =>
    isObject(value) && Object.values(value).every((one) => has(one, member));
  return { rule: `must be an object whose values are ${name}`, fix, isOf };
}

/** A list of texts. */
export const TEXTS: PropType = {
  rule: 'must be a list of strings',
  fix: 'write each element as a string',
  isOf: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
};

/** A map whose values are texts. */
export const MAP_OF_TEXTS: PropType = {
  rule: 'must be an object whose values are strings',
  fix: 'write each value as a string',
  isOf: (value) => isObject(value) && Object.values(value).every((one) => typeof one === 'string'),
};

/** An object without further rules. */
export const OBJECT: PropType = { rule: 'must be an object', fix: 'write it in braces', isOf: isObject };

/** A text. */
export const TEXT: PropType = {
  rule: 'must be a string',
  fix: 'write it in quotes',
  isOf: (value) => typeof value === 'string',
};

/** A number. */
export const NUMBER: PropType = {
  rule: 'must be a number',
  fix: 'write it without quotes',
  isOf: (value) => typeof value === 'number',
};

/** A choice between true and false. */
export const FLAG: PropType = {
  rule: 'must be true or false',
  fix: 'write it without quotes',
  isOf: (value) => typeof value === 'boolean',
};

/** A duration of the CDK. */
export const DURATION = instance('a Duration', 'toSeconds', 'use Duration.seconds()');

/** Somebody who may be given a permission. */
export const GRANTEE = instance(
  'somebody who can be given a permission',
  'grantPrincipal',
  'give a function or a role',
);
