import { Token } from 'aws-cdk-lib';
import { REASONS, REFUSALS } from '../../../core';
import { nearest } from '../synth/nearest';
import type { SynthIssue } from '../synth/synth-error';

const CODES: readonly string[] = REFUSALS;

/** A reason that no refusal has: its metric would be empty for ever, and its alarm silent. */
export function reasonIssues(value: string | undefined): readonly SynthIssue[] {
  if (value === undefined || Token.isUnresolved(value) || CODES.includes(value)) return [];
  const isMisspelt = typeof value === 'string' && !(value in REASONS);
  const meant = isMisspelt ? nearest(value, CODES) : undefined;
  const fix = meant === undefined ? `use one of ${CODES.join(', ')}` : `write ${JSON.stringify(meant)}`;
  return [{ prop: 'reason', value, rule: 'must be the code of a refusal', fix }];
}
