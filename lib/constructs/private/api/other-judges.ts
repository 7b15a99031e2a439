import { Stack } from 'aws-cdk-lib';
import {
  AuthorizationType,
  CfnMethod,
  CfnRestApi,
  RestApi,
  type RestApiBase,
} from 'aws-cdk-lib/aws-apigateway';
import { isOurAuthorizer } from './cors-authorizer';

/**
 * Whether something beside our authorizers can deny a request to an API: another authorizer, IAM, or a resource policy. Of an
 * imported API nobody here knows, so it counts as one that has them.
 */
export function hasOtherJudges(api: RestApiBase): boolean {
  if (!(api instanceof RestApi)) return true;
  const resource = api.node.defaultChild;
  // The CDK fills the policy in late, so that it is never plainly absent.
  if (resource instanceof CfnRestApi && Stack.of(api).resolve(resource.policy) !== undefined) return true;
  return api.node.root.node
    .findAll()
    .filter((child) => child instanceof CfnMethod)
    .filter((method) => method.restApiId === api.restApiId)
    .some((method) => isJudgedByOthers(api, method));
}

function isJudgedByOthers(api: RestApiBase, { authorizationType, authorizerId }: CfnMethod): boolean {
  const none: string = AuthorizationType.NONE;
  if ((authorizationType ?? none) === none) return false;
  return authorizerId === undefined || !isOurAuthorizer(api, authorizerId);
}
