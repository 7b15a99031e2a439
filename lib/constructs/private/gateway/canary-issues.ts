import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { asRestApi } from '../api/as-rest-api';
import { DeployedApis } from '../deployed/deployed-api';
import { deployedScope } from '../deployed/deployed-resource';
import type { SynthIssue } from '../synth/synth-error';

/**
 * A canary whose other half would be deleted: a new deployment takes the place of the former one, which the stage still answers with.
 * Stages have no prop for it, so it is an override or a resource of the user.
 */
export function canaryIssues(api: RestApi, retainDeployments = false): readonly SynthIssue[] {
  if (retainDeployments) return [];
  const apis = new DeployedApis(deployedScope(api), 'final', (type) => type === 'Stage');
  return apis
    .of(asRestApi(api))
    .stages.filter(({ properties }) => properties['CanarySetting'] !== undefined)
    .map(({ construct }) => ({
      prop: 'retainDeployments',
      value: false,
      rule: `the stage ${construct.node.path} has a canary, which needs the former deployment`,
      fix: 'say retainDeployments: true',
    }));
}
