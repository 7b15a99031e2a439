import { Token } from 'aws-cdk-lib';
import type { SynthIssue } from '../synth/synth-error';

const STAGE_NAME = /^[A-Za-z0-9_-]{1,128}$/;

/** What a stage is asked for. */
export interface StageProps {
  readonly stageName?: string;
  readonly throttlingRateLimit?: number;
  readonly throttlingBurstLimit?: number;
}

/** All that API Gateway would not take of a stage. */
export function stageIssues(props: StageProps): readonly SynthIssue[] {
  const { stageName, throttlingRateLimit, throttlingBurstLimit } = props;
  return [
    ...limitIssues('throttlingRateLimit', throttlingRateLimit),
    ...limitIssues('throttlingBurstLimit', throttlingBurstLimit),
    ...wholeIssues('throttlingBurstLimit', throttlingBurstLimit),
    ...nameIssues(stageName),
  ];
}

function limitIssues(prop: string, value: number | undefined): readonly SynthIssue[] {
  if (value === undefined || Token.isUnresolved(value) || value > 0) return [];
  return [
    { prop, value, rule: 'a stage that takes no requests', fix: 'choose a number above 0, or leave it out' },
  ];
}

/** A rate is an average, and may have a fraction; requests at once are counted. */
function wholeIssues(prop: string, value: number | undefined): readonly SynthIssue[] {
  if (value === undefined || Token.isUnresolved(value) || !(value > 0) || Number.isInteger(value)) return [];
  return [{ prop, value, rule: 'requests at once are a whole number', fix: `choose ${Math.ceil(value)}` }];
}

function nameIssues(value: string | undefined): readonly SynthIssue[] {
  if (value === undefined || STAGE_NAME.test(value)) return [];
  const rule = 'a stage name has 1 to 128 letters, digits, - and _, known at synth';
  return [{ prop: 'stageName', value, rule, fix: 'write it as in "prod"' }];
}
