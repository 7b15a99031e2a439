import type { RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import { DeployedApis, type DeployedMethod } from '../deployed/deployed-api';
import { constructOf } from '../deployed/place';
import { SynthReading } from '../deployed/synth-reading';
import { asRestApi } from './as-rest-api';
import { evaluatorOf } from './cors-authorizer';

const READ = new Set(['RestApi', 'Method']);

/**
 * Whether an authorizer of ours can deny a request to an API, and nothing beside it: no other authorizer, IAM, or resource policy. Of
 * an API of another app nobody here knows, so it counts as one that has them.
 */
export function isOnlyJudge(api: RestApiBase): boolean {
  const { scope, apis: known } = SynthReading.of(api);
  const apis = known ?? new DeployedApis(scope, 'early', (type) => READ.has(type));
  const { api: resource, methods } = apis.of(asRestApi(api));
  if (resource === undefined || resource.properties['Policy'] !== undefined) return false;
  return methods.some(isJudgedByUs) && !methods.some(isJudgedByOthers);
}

/** The methods whose requests another authorizer of API Gateway answers with 401 by itself. */
export function otherAuthorizers(methods: readonly DeployedMethod[]): readonly DeployedMethod[] {
  return methods.filter(
    (method) => !['NONE', 'AWS_IAM'].includes(method.authorizationType) && !isJudgedByUs(method),
  );
}

function isJudgedByOthers(method: DeployedMethod): boolean {
  return method.authorizationType !== 'NONE' && !isJudgedByUs(method);
}

/** Whether an authorizer of ours judges the requests to a method. */
export function isJudgedByUs({ authorizationType, authorizer, construct }: DeployedMethod): boolean {
  const resource = authorizer === undefined ? undefined : constructOf(construct, authorizer);
  return authorizationType === 'CUSTOM' && resource !== undefined && evaluatorOf(resource) !== undefined;
}
