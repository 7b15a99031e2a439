import { Token } from 'aws-cdk-lib';
import type { SynthIssue } from '../synth/synth-error';

/** MiB. @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MIN_MEMORY_SIZE = 128;
const MAX_MEMORY_SIZE = 10_240;

/** Memory that Lambda does not give a function. */
export function memoryIssues(prop: string, value: number | undefined): readonly SynthIssue[] {
  if (value === undefined || Token.isUnresolved(value)) return [];
  if (Number.isInteger(value) && value >= MIN_MEMORY_SIZE && value <= MAX_MEMORY_SIZE) return [];
  const rule = `must be a whole number of MiB from ${MIN_MEMORY_SIZE} to ${MAX_MEMORY_SIZE}`;
  return [{ prop, value, rule, fix: 'choose 512, or leave it out' }];
}
