import type { CfnResource } from 'aws-cdk-lib';
import { CfnStack, Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { membersOf } from '../../deployed/deployed-resource';
import { placesOf, type Place } from '../../deployed/place';
import { withPointers } from '../../deployed/references';
import { warn } from '../../synth/warning';
import type { Claim } from './claim';

/** Warns of templates that are not of this app and get the id of a protected API: they can add methods that nobody judges. */
export function warnOfTemplates(scope: IConstruct, place: Place, claims: readonly Claim[]): void {
  const [claim] = claims;
  if (claim === undefined) return;
  for (const resource of externalTemplates(scope)) {
    if (!parametersOf(resource).some((value) => placesOf(resource.stack, value).includes(place))) continue;
    warn(
      claim.scope,
      `externalTemplate:${resource.node.path}`,
      `the template of ${resource.node.path} gets the id of ${claim.name} and is not read here. Nothing judges the requests to ` +
        'methods that it adds: make it a NestedStack of this app or read it with CfnInclude, or acknowledge this where it adds none',
    );
  }
}

function externalTemplates(scope: IConstruct): readonly CfnStack[] {
  const all = below(scope);
  const own = new Set(all.flatMap((one) => (Stack.isStack(one) ? [one.nestedStackResource] : [])));
  return all.filter((one): one is CfnStack => one instanceof CfnStack && !own.has(one));
}

/** Stages in a stage are checked by themselves. */
function below(scope: IConstruct): readonly IConstruct[] {
  return scope.node.children
    .filter((child) => !Stage.isStage(child))
    .flatMap((child) => [child, ...below(child)]);
}

/** The parameters as CloudFormation will see them, also those of overrides. */
function parametersOf(resource: CfnResource): readonly unknown[] {
  const { Resources } = membersOf(resource._toCloudFormation());
  return Object.values(membersOf(Resources)).flatMap((one) => {
    const { Properties } = membersOf(withPointers(resource, one));
    return Object.values(membersOf(membersOf(Properties)['Parameters']));
  });
}
