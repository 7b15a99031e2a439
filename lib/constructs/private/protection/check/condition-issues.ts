import { evaluatorOf } from '../../api/cors-authorizer';
import type { DeployedApi } from '../../deployed/deployed-api';
import type { SynthIssue } from '../../synth/synth-error';

/** An API under a condition of the template, and an authorizer of ours that would be made without it. */
export function conditionIssues({ api, authorizers }: DeployedApi): readonly SynthIssue[] {
  const condition = api?.construct.cfnOptions.condition;
  if (api === undefined || condition === undefined) return [];
  const other = authorizers.find(
    ({ construct }) =>
      evaluatorOf(construct) !== undefined &&
      construct.stack === api.stack &&
      construct.cfnOptions.condition !== condition,
  );
  if (other === undefined) return [];
  const rule = 'CloudFormation refuses a template whose authorizer is made without the condition of its API';
  const fix =
    'give every resource below the API the same condition by an aspect, or put the API in a NestedStack with the condition';
  return [{ prop: `Condition of ${api.construct.node.path}`, value: condition.node.path, rule, fix }];
}
