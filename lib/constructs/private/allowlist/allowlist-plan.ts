import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CorsAllowlistProps } from '../../cors-allowlist-props';
import { changeEventIssues } from '../events/change-event-issues';
import { optionEnvironment } from '../functions/function-environment';
import { functionOptionIssues } from '../functions/function-option-issues';
import { initialPlan, type InitialPlan } from '../initial/initial-plan';
import { environmentIssues, policyEnvironment } from '../policy/policy-environment';
import { missingTableIssues, policyOptionIssues } from '../policy/policy-issues';
import { policyPlan, type PolicyPlan } from '../policy/policy-plan';
import { planIn } from '../synth/planned-props';
import { isObject, typedProps } from '../synth/prop-types';
import { throwIssues, type SynthIssue } from '../synth/synth-error';
import { knownTableName } from '../table/existing-table';
import { tableIssues } from '../table/table-issues';
import { ALLOWLIST_TYPES } from './allowlist-types';

/** An allowlist, read once from its props. Checks and wiring take it instead of the props. */
export interface AllowlistPlan {
  readonly props: CorsAllowlistProps;
  readonly policy: PolicyPlan;
  readonly initial: InitialPlan;
}

/**
 * Reads the props.
 *
 * @param props with their types
 */
export function allowlistPlan(
  props: CorsAllowlistProps,
  policy: PolicyPlan = policyPlan(props),
): AllowlistPlan {
  return { props, policy, initial: initialPlan(props) };
}

/**
 * Reads and checks the props.
 *
 * @param scope whose path errors name
 */
export function checkedAllowlistPlan(scope: Construct, given: CorsAllowlistProps): AllowlistPlan {
  const { props, issues } = typedProps(given, ALLOWLIST_TYPES);
  const plan = allowlistPlan(props);
  throwIssues(scope, [
    ...issues,
    ...missingTableIssues(isObject(given) ? given : props),
    ...allowlistIssues(scope, plan),
  ]);
  return plan;
}

/** The plan of an outer construct, which has checked it. */
export function plannedAllowlist(props: CorsAllowlistProps): AllowlistPlan | undefined {
  return planIn(props) as AllowlistPlan | undefined;
}

/**
 * Everything in an allowlist that cannot work.
 *
 * @param further environment of the evaluator beside that of the policy
 */
export function allowlistIssues(
  scope: Construct,
  { props, policy, initial }: AllowlistPlan,
  further: Readonly<Record<string, string>> = {},
): readonly SynthIssue[] {
  const evaluatorIssues = functionOptionIssues(scope, 'evaluator', props.evaluator);
  return [
    ...policyOptionIssues(policy),
    ...evaluatorIssues,
    ...tableIssues(scope, props),
    ...changeEventIssues(scope, props),
    ...initial.issues,
    ...environmentIssues(scope, {
      ...policyEnvironment(scope, tableNameOf(scope, props), policy),
      ...further,
      ...(evaluatorIssues.length > 0 ? {} : optionEnvironment(props.evaluator ?? {})),
    }),
  ];
}

/** The name of the table as far as it is known before the table is made. */
function tableNameOf(scope: Construct, { existingTable }: CorsAllowlistProps): string {
  const unknown = Token.asString({ Ref: 'Table' });
  return existingTable === undefined ? unknown : knownTableName(scope, existingTable.tableArn);
}
