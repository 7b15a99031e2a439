import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnResource as CfnApiResource, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { SynthIssue } from '../synth/synth-error';

const DEFAULT_API_RESOURCES = 300;
/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const STACK_RESOURCES = 500;
/** The context value by which an app says that its account may have more. */
const STACK_RESOURCES_CONTEXT = '@aws-cdk/core:stackResourceLimit';
const FIX = 'give paths with a common prefix one backend';

/** More resources than an API or a stack can hold. AWS would refuse them in the middle of a deployment. */
export function resourceLimitIssues(api: RestApi, most = DEFAULT_API_RESOURCES): readonly SynthIssue[] {
  const inApi = api.node.findAll().filter((child) => child instanceof CfnApiResource).length;
  const stack = Stack.of(api);
  const inStack = stack.node
    .findAll()
    .filter((child) => CfnResource.isCfnResource(child) && Stack.of(child) === stack).length;
  const isLimited = stack.node.tryGetContext(STACK_RESOURCES_CONTEXT) === undefined;
  return [
    ...issueAbove(
      'backends',
      inApi,
      most,
      'resources in one API',
      `${FIX}, or raise the quota and maxApiResources`,
    ),
    ...issueAbove('backends', inStack, isLimited ? STACK_RESOURCES : Infinity, 'resources in one stack', FIX),
  ];
}

function issueAbove(
  prop: string,
  value: number,
  most: number,
  what: string,
  fix: string,
): readonly SynthIssue[] {
  return value > most ? [{ prop, value, rule: `must be at most ${most} ${what}`, fix }] : [];
}
