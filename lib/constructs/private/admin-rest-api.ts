import { Names, RemovalPolicy } from 'aws-cdk-lib';
import {
  AuthorizationType,
  CfnAuthorizer,
  EndpointType,
  MethodLoggingLevel,
  RestApi,
  type MethodOptions,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ADMIN_BASE_PATH, ADMIN_ROUTES, type AdminFunction, type AdminPermission } from '../../contract';
import type { AdminAuth } from '../admin-auth';
import type { CorsAdminApiProps } from '../cors-admin-api-props';
import { accessLog } from './access-log';
import { acknowledge } from './acknowledge';
import { defined } from './defined';
import { FunctionIntegration } from './function-integration';

/** An administrator's tools make a few calls a second; a page of the list or an import is one call. */
const DEFAULT_RATE = 50;
const DEFAULT_BURST = 100;

/** The REST API of the admin API, without routes. */
export function makeAdminRestApi(scope: Construct, id: string, props: CorsAdminApiProps): RestApi {
  const api = new RestApi(scope, id, {
    // A label, not a key: several APIs may share one, but CloudWatch counts those as one.
    restApiName: Names.uniqueResourceName(scope, { separator: '-', maxLength: 128 }),
    description: 'Administration of a CORS allowlist',
    endpointTypes: [EndpointType.REGIONAL],
    // Bodies pass as bytes, so that the functions can tell whether they are UTF-8.
    binaryMediaTypes: ['*/*'],
    cloudWatchRole: props.cloudWatchRole ?? true,
    ...(props.cloudWatchRole === false ? {} : { cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN }),
    deployOptions: {
      stageName: props.stageName ?? 'prod',
      tracingEnabled: true,
      loggingLevel: MethodLoggingLevel.ERROR,
      throttlingRateLimit: props.throttlingRateLimit ?? DEFAULT_RATE,
      throttlingBurstLimit: props.throttlingBurstLimit ?? DEFAULT_BURST,
      ...accessLog(scope, 'AccessLog', props.logRetention),
    },
  });
  acknowledge(api, {
    'AwsSolutions-APIG2': 'The functions judge every part of a request by one schema, and name every fault.',
    'AwsSolutions-APIG3':
      'A firewall is a choice, and a cost, of whoever deploys; it can be associated with the stage.',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
      'The role for logs is a setting of the account, for which AWS names this policy.',
  });
  return api;
}

/**
 * Adds the routes. Each path also has the method `ANY`, so that a method that it does not take is answered by the function
 * with 405, and every other path leads to a function that answers 404: all of it behind the same authentication.
 */
export function addAdminRoutes(
  api: RestApi,
  handlers: Readonly<Record<AdminFunction, IFunction>>,
  auth: AdminAuth,
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
      acknowledge(added, { 'AwsSolutions-COG4': 'Callers sign their requests; IAM says what they may.' });
    }
  };
  for (const { method, path, function: name, permissions } of ADMIN_ROUTES) {
    add(method, ADMIN_BASE_PATH + path, name, permissions);
  }
  const paths = new Map(ADMIN_ROUTES.map((route) => [route.path, route]));
  for (const [path, { function: name, permissions }] of paths) {
    add('ANY', ADMIN_BASE_PATH + path, name, permissions);
  }
  add('ANY', '/{proxy+}', 'allowlist', ['manage-allowlist']);
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
