import { EndpointType } from 'aws-cdk-lib/aws-apigateway';
import { Enforcement } from '../../../enforcement';
import type { DeployedApi } from '../../deployed/deployed-api';
import { membersOf } from '../../deployed/deployed-resource';
import { isObserving } from '../../policy/observing';
import type { SynthIssue } from '../../synth/synth-error';
import type { Claim } from './claim';

/** An API that is closed to most of the world, in front of which every origin would be answered. */
export function observeIssues(api: DeployedApi, claims: readonly Claim[]): readonly SynthIssue[] {
  const claim = claims.find(({ evaluator }) => isObserving(evaluator));
  const what = closedBy(api);
  if (claim === undefined || what === undefined) return [];
  return [
    {
      prop: 'enforcement',
      value: Enforcement.OBSERVE,
      rule: `the API ${claim.name} ${what}, and a page of any origin could read it by way of a visitor inside`,
      fix: 'use Enforcement.REPORT, or acknowledge it with observeBehindPolicy: true',
    },
  ];
}

function closedBy({ api }: DeployedApi): string | undefined {
  const { EndpointConfiguration, Policy, Body } = api?.properties ?? {};
  const types = membersOf(EndpointConfiguration)['Types'];
  if (Array.isArray(types) && types.includes(EndpointType.PRIVATE)) return 'is private';
  const policy = Policy ?? membersOf(Body)['x-amazon-apigateway-policy'];
  return policy === undefined ? undefined : 'has a resource policy';
}
