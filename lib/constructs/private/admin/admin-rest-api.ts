import {
  AuthorizationType,
  CfnAuthorizer,
  type MethodOptions,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ADMIN_BASE_PATH, ADMIN_ROUTES, type AdminFunction, type AdminPermission } from '../../../contract';
import type { AdminAuth } from '../../admin-auth';
import type { CorsAdminApiProps } from '../../cors-admin-api-props';
import { acknowledge } from '../synth/acknowledge';
import { defined } from '../synth/values';
import { FunctionIntegration } from '../functions/function-integration';
import { makeOwnApi } from '../api/rest-api';

/** An administrator's tools make a few calls a second; a page of the list or an import is one call. */
const DEFAULT_RATE = 50;
const DEFAULT_BURST = 100;

/** The REST API of the admin API, without routes. */
export function makeAdminRestApi(scope: Construct, id: string, props: CorsAdminApiProps): RestApi {
  const { throttlingRateLimit = DEFAULT_RATE, throttlingBurstLimit = DEFAULT_BURST } = props;
  const { endpointConfiguration, policy, webAclArn } = props;
  return makeOwnApi(scope, id, {
    description: 'Administration of a CORS allowlist',
    stageName: props.stageName,
    throttling: { throttlingRateLimit, throttlingBurstLimit },
    logRetention: props.logRetention,
    ...defined({ endpointConfiguration, policy, webAclArn }),
    cloudWatchRole: props.cloudWatchRole,
    validatedElsewhere: 'The functions check every part of a request by one schema, and name every fault.',
  });
}

/**
 * Adds the routes. Each path also has the method `ANY`, so that a method that it does not take is answered by the function
 * with 405, and every other path, the root among them, leads to a function that answers 404: all of it behind the same
 * authentication.
 */
export function addAdminRoutes(
  api: RestApi,
  handlers: Readonly<Record<AdminFunction, IFunction>>,
  auth: AdminAuth,
  furtherPaths: readonly string[] = [],
): void {
  const authorizer = makeAuthorizer(api, auth);
  const add = (
    method: string,
    path: string,
    name: AdminFunction,
    permissions: readonly AdminPermission[],
  ) => {
    const resource = api.root.resourceForPath(path);
    const added = resource.addMethod(method, new FunctionIntegration(handlers[name]), {
      ...authorizer,
      ...defined({ authorizationScopes: auth._scopes(permissions) }),
    });
    if (auth._document.mode === 'iam') {
      acknowledge(added, {
        'AwsSolutions-COG4': 'Callers sign their requests, and IAM decides what they may do.',
      });
    }
  };
  for (const { method, path, function: name, permissions } of ADMIN_ROUTES) {
    add(method, ADMIN_BASE_PATH + path, name, permissions);
  }
  const paths = new Map(ADMIN_ROUTES.map((route) => [route.path, route]));
  for (const [path, { function: name, permissions }] of paths) {
    add('ANY', ADMIN_BASE_PATH + path, name, permissions);
  }
  for (const path of ['/', '/{proxy+}', ...furtherPaths]) add('ANY', path, 'allowlist', ['view-allowlist']);
}

/**
 * Made by hand, because `CognitoUserPoolsAuthorizer` adds itself to the deployment's logical id only where the app has set
 * a feature flag.
 */
function makeAuthorizer(
  api: RestApi,
  { _document: document, _userPool: userPool }: AdminAuth,
): MethodOptions {
  if (document.mode === 'iam' || userPool === undefined) return { authorizationType: AuthorizationType.IAM };
  const props = {
    restApiId: api.restApiId,
    name: 'UserPool',
    type: 'COGNITO_USER_POOLS',
    identitySource: 'method.request.header.Authorization',
    providerArns: [userPool.userPoolArn],
  };
  const resource = new CfnAuthorizer(api, 'UserPool', props);
  api.latestDeployment?.node.addDependency(resource);
  api.latestDeployment?.addToLogicalId({ authorizer: props });
  const authorizationType = AuthorizationType.COGNITO;
  return { authorizationType, authorizer: { authorizerId: resource.ref, authorizationType } };
}
