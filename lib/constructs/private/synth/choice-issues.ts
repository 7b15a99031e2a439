import { Token } from 'aws-cdk-lib';
import type { SynthIssue } from './synth-error';

/** A value outside an enum, as a program without types can give it. */
export function choiceIssues(
  prop: string,
  value: string | undefined,
  choices: Readonly<Record<string, string>>,
): readonly SynthIssue[] {
  const known = Object.values(choices);
  if (value === undefined || Token.isUnresolved(value) || known.includes(value)) return [];
  return [{ prop, value, rule: `must be one of ${known.join(', ')}`, fix: 'use a member of the enum' }];
}

/** A choice between true and false that is neither, as a program without types can give it. */
export function flagIssues(prop: string, value: unknown): readonly SynthIssue[] {
  if (typeof value === 'boolean') return [];
  return [{ prop, value, rule: 'must be true or false', fix: 'write it without quotes' }];
}
