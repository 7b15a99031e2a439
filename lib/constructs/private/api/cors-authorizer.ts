import { Stack } from 'aws-cdk-lib';
import {
  AuthorizationType,
  CfnAuthorizer,
  type IAuthorizer,
  type IRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { asScope } from '../synth/as-scope';
import { ConstructMark } from '../synth/construct-mark';
import { apart, distanceOf, ENV_FIX, environmentOf, unclear } from '../synth/environment';
import { throwIssues, type SynthIssue } from '../synth/synth-error';
import { apiPlace, DeployedApis, valuePlace } from '../deployed/deployed-api';
import { deployedScope } from '../deployed/deployed-resource';
import { constructOf } from '../deployed/place';
import { outermost } from '../deployed/deployment-order';
import { keepDeployed } from './deployments';
import { allowInvocation, invocationUri, pathFrom } from '../functions/function-integration';

/** Name of the authorizer, in every API; that of a second allowlist has its place in the app too. */
export const AUTHORIZER = 'CorsAuthorizer';

/**
 * Seconds for which verdicts are kept: with a cache, requests without an identity source's value never reach the
 * authorizer, and a verdict would be replayed to another path, method or origin.
 */
export const AUTHORIZER_TTL = 0;

const ours = new ConstructMark<IFunction>('authorizer');

/** The evaluator that an authorizer asks; undefined for an authorizer that is not made here. */
export function evaluatorOf(authorizer: IConstruct): IFunction | undefined {
  return ours.get(authorizer);
}

/** Whether an authorizer, named by its id, asks an evaluator. */
export function isOurAuthorizer(scope: IConstruct, authorizerId: string): boolean {
  const resource = constructOf(scope, valuePlace(scope, authorizerId));
  return resource !== undefined && evaluatorOf(resource) !== undefined;
}

/** The REQUEST authorizer of an API that asks the evaluator; made at the first call. */
export function authorizerOf(api: IRestApi, evaluator: IFunction): IAuthorizer {
  throwIssues(evaluator, apiPlaceIssues('api', api, evaluator));
  const resource = existingAuthorizer(api, evaluator) ?? makeAuthorizer(api, evaluator);
  return { authorizerId: resource.ref, authorizationType: AuthorizationType.CUSTOM };
}

/** The authorizer of an API that asks the evaluator, if it is there: each allowlist in front of an API has its own. */
export function existingAuthorizer(api: IRestApi, evaluator: IFunction): CfnAuthorizer | undefined {
  const home = outermost(Stack.of(api));
  return ourAuthorizers(api).find(
    // One of a later stack would turn the order of the stacks around.
    (one) => evaluatorOf(one) === evaluator && (one.node.scope === api || outermost(one.stack) === home),
  );
}

/** The authorizers that were made here for an API, by whichever construct of it. */
function ourAuthorizers(api: IRestApi): readonly CfnAuthorizer[] {
  const apis = new DeployedApis(deployedScope(api), 'early', (type) => type === 'Authorizer');
  return apis
    .of(api)
    .authorizers.map(({ construct }) => construct)
    .filter((construct) => construct instanceof CfnAuthorizer)
    .filter((construct) => evaluatorOf(construct) !== undefined);
}

/** An API of another environment, where nothing can let it invoke the evaluator. */
export function apiPlaceIssues(prop: string, api: IConstruct, evaluator: IFunction): readonly SynthIssue[] {
  const [home, here] = [environmentOf(evaluator), environmentOf(api)];
  const distance = distanceOf(home, here);
  const value = api.node.path;
  if (distance === 'same') return [];
  if (distance === 'unclear')
    return [{ prop, value, rule: unclear('the evaluator', 'the API'), fix: ENV_FIX }];
  const rule = apart(distance, 'the evaluator', home, 'the API', here);
  const fix = 'make a CorsAllowlist with existingTable in the stack of the API, and let that one judge';
  return [{ prop, value, rule, fix }];
}

/**
 * Made by hand, because `RequestAuthorizer` adds a permission of its own, and adds itself to the deployment's logical id
 * only where the app has set a feature flag.
 */
function makeAuthorizer(api: IRestApi, evaluator: IFunction): CfnAuthorizer {
  const isFirst = ourAuthorizers(api).length === 0;
  const name = isFirst ? AUTHORIZER : `${AUTHORIZER}-${pathFrom(Stack.of(api), evaluator)}`;
  const resource = new CfnAuthorizer(asScope(api), name, {
    restApiId: api.restApiId,
    name,
    type: 'REQUEST',
    authorizerUri: invocationUri(api, evaluator),
    authorizerResultTtlInSeconds: AUTHORIZER_TTL,
    identitySource: '',
  });
  ours.set(resource, evaluator);
  allowInvocation(evaluator, api, api.restApiId);
  keepDeployed(api, apiPlace(api));
  return resource;
}
