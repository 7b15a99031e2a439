import type { Stack } from 'aws-cdk-lib';
import { awaited, isMadeAnew } from '../../api/deployments';
import type { DeployedApi } from '../../deployed/deployed-api';
import { dependenciesOf, type DeployedResource } from '../../deployed/deployed-resource';
import { canWait, commonStack, nestedBelow, outermost } from '../../deployed/deployment-order';
import { placeOf } from '../../deployed/place';
import { withPointers } from '../../deployed/references';
import type { SynthIssue } from '../../synth/synth-error';
import { warn } from '../../synth/warning';
import type { Claim } from './claim';
import { coveredMethods, nameOf } from './covered-method';

/** Protected parts that would never be in force: nothing deploys them, or not again, or too early. */
export function deploymentIssues(api: DeployedApi, claims: readonly Claim[]): readonly SynthIssue[] {
  warnOfDeployments(api, claims);
  const { deployments, stages } = api;
  const inForce = deployments.filter((one) => hasStage(one, stages));
  // Where no stage is known, somebody else puts a deployment into force.
  const counted = inForce.length > 0 ? inForce : deployments;
  if (counted.length === 0) return [];
  return neededOf(api, claims).flatMap((needed) => [
    ...(counted.some((one) => comesAfter(one, needed.resource, api)) ? [] : [tooLateIssue(needed)]),
    ...counted
      .filter((one) => canWait(one.stack, needed.resource.stack, api.api?.stack))
      .flatMap((one) => waitingIssues(one, needed, api)),
  ]);
}

/** A resource that must be in force, and its name in errors. */
interface Needed {
  readonly resource: DeployedResource;
  readonly name: string;
}

/** Methods that nobody protects are none of our business. */
function neededOf(api: DeployedApi, claims: readonly Claim[]): readonly Needed[] {
  const methods = coveredMethods(api, claims).map(({ method }): Needed => ({
    resource: method,
    name: nameOf(method),
  }));
  const others = awaited(api.deployable)
    .filter(({ type }) => type !== 'Method')
    .map((resource): Needed => ({ resource, name: otherName(resource) }));
  return [...methods, ...others];
}

function otherName({ type, properties }: DeployedResource): string {
  return type === 'GatewayResponse'
    ? `gateway response ${String(properties['ResponseType'])}`
    : `authorizer ${String(properties['Name'])}`;
}

function warnOfDeployments({ deployments, api }: DeployedApi, [claim]: readonly Claim[]): void {
  if (claim === undefined) return;
  if (deployments.length === 0) {
    warn(
      claim.scope,
      'missingDeployment',
      `${api?.construct.node.path ?? claim.name} is protected once it is deployed anew, and nothing in this app deploys it: make a Deployment ` +
        'of it here, as in new Deployment(this, "Deployment", { api, stageName: "prod" }), or deploy it after this app',
    );
  }
  for (const { construct } of deployments.filter((one) => !isMadeAnew(one.construct))) {
    warn(
      claim.scope,
      'fixedDeployment',
      `${construct.node.path} has a fixed logical id, so CloudFormation does not deploy the API anew when its protection ` +
        'changes: leave overrideLogicalId() out, or give it another id with each change',
    );
  }
}

function hasStage({ construct, properties }: DeployedResource, stages: readonly DeployedResource[]): boolean {
  if (properties['StageName'] !== undefined) return true;
  const path = `${construct.node.path}.`;
  return stages.some(
    (stage) => placeOf(stage.stack, stage.properties['DeploymentId'])?.startsWith(path) === true,
  );
}

function comesAfter({ stack }: DeployedResource, resource: DeployedResource, { api }: DeployedApi): boolean {
  if (commonStack(stack, resource.stack) !== undefined) return canWait(stack, resource.stack, api?.stack);
  return dependsOn(outermost(stack), outermost(resource.stack));
}

function dependsOn(stack: Stack, other: Stack, seen = new Set<Stack>()): boolean {
  if (seen.has(stack)) return false;
  seen.add(stack);
  return stack.dependencies.some((one) => one === other || dependsOn(one, other, seen));
}

function tooLateIssue({ resource, name }: Needed): SynthIssue {
  return {
    prop: name,
    value: resource.construct.node.path,
    rule: `the stack ${resource.stack.node.path} is not deployed before a deployment of the API, so this would not be in force`,
    fix: 'make a Deployment of the API in that stack, with its stageName, or let the stack of the deployment depend on it (addDependency)',
  };
}

function waitingIssues(
  deployment: DeployedResource,
  { resource, name }: Needed,
  api: DeployedApi,
): readonly SynthIssue[] {
  const common = commonStack(deployment.stack, resource.stack);
  if (common === undefined) return [];
  const from = nestedBelow(common, deployment.stack)?.nestedStackResource;
  const to = nestedBelow(common, resource.stack)?.nestedStackResource;
  const waits = from === undefined ? deployment.dependsOn : dependenciesOf(from);
  const id = to === undefined ? resource.logicalId : String(common.resolve(to.logicalId));
  if (id === undefined || !waits.includes(id)) return [notWaitingIssue(deployment, name)];
  return to !== undefined && needsStage(to, api) ? [circleIssue(to.node.path, name)] : [];
}

function notWaitingIssue({ construct }: DeployedResource, name: string): SynthIssue {
  return {
    prop: name,
    value: construct.node.path,
    rule: 'this deployment does not wait for it, so it could be deployed without it',
    fix: 'take the override of DependsOn out',
  };
}

/** Whether a nested stack is handed something of a stage of the API, as `api.url` is. */
function needsStage(
  nested: NonNullable<Stack['nestedStackResource']>,
  { stages, deployments }: DeployedApi,
): boolean {
  const parameters = 'parameters' in nested ? withPointers(nested, nested.parameters) : undefined;
  const given = JSON.stringify(parameters ?? {});
  return [...stages, ...deployments].some(({ construct }) =>
    given.includes(JSON.stringify(construct.node.path)),
  );
}

function circleIssue(value: string, prop: string): SynthIssue {
  return {
    prop,
    value,
    rule:
      'the nested stack uses a stage of the API (its URL, for example), the stage its deployment, and the deployment waits for the ' +
      'methods of the nested stack: CloudFormation refuses such a circle',
    fix: 'do not hand the stage or the URL to that nested stack, or put its methods into another one',
  };
}
