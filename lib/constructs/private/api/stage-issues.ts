import { Token } from 'aws-cdk-lib';
import type { SynthIssue } from '../synth/synth-error';

const STAGE_NAME = /^[A-Za-z0-9_-]{1,128}$/;

/** Props of a stage. */
export interface StageProps {
  readonly stageName?: string;
  readonly throttlingRateLimit?: number;
  readonly throttlingBurstLimit?: number;
}

/** Everything in a stage that API Gateway would not take. */
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
    {
      prop,
      value,
      rule: 'must be above 0, because the stage would take no requests',
      fix: 'choose a number above 0, or leave it out',
    },
  ];
}

/** A rate is an average, and may have a fraction; requests at once are counted. */
function wholeIssues(prop: string, value: number | undefined): readonly SynthIssue[] {
  if (value === undefined || Token.isUnresolved(value) || !(value > 0) || Number.isInteger(value)) return [];
  return [{ prop, value, rule: 'must be a whole number of requests', fix: `choose ${Math.ceil(value)}` }];
}

function nameIssues(value: string | undefined): readonly SynthIssue[] {
  if (value === undefined || STAGE_NAME.test(value)) return [];
  const rule = 'must be 1 to 128 letters, digits, - and _, known at synth';
  return [{ prop: 'stageName', value, rule, fix: 'write it as in "prod"' }];
}
