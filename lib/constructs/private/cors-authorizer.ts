import { Stack } from 'aws-cdk-lib';
import {
  AuthorizationType,
  CfnAuthorizer,
  type IAuthorizer,
  type IRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { asScope } from './as-scope';
import { allowInvocation } from './function-integration';

const ID = 'CorsAuthorizer';

/** The REQUEST authorizer of an API that asks the evaluator; made at the first call. */
export function authorizerOf(api: IRestApi, evaluator: IFunction): IAuthorizer {
  const existing = api.node.tryFindChild(ID);
  const resource = existing instanceof CfnAuthorizer ? existing : makeAuthorizer(api, evaluator);
  return { authorizerId: resource.ref, authorizationType: AuthorizationType.CUSTOM };
}

/**
 * Made by hand, because `RequestAuthorizer` adds a permission of its own, and adds itself to the deployment's logical id
 * only where the app has set a feature flag.
 */
function makeAuthorizer(api: IRestApi, evaluator: IFunction): CfnAuthorizer {
  const { partition, region } = Stack.of(api);
  const props = {
    restApiId: api.restApiId,
    name: ID,
    type: 'REQUEST',
    authorizerUri: `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${evaluator.functionArn}/invocations`,
    // With a cache, requests without an identity source's value never reach the authorizer, and a verdict would be
    // replayed to another path, method or origin.
    authorizerResultTtlInSeconds: 0,
    identitySource: '',
  };
  const resource = new CfnAuthorizer(asScope(api), ID, props);
  allowInvocation(evaluator, api);
  api.latestDeployment?.node.addDependency(resource);
  api.latestDeployment?.addToLogicalId({ authorizer: props });
  return resource;
}
