import { Stack, type App } from 'aws-cdk-lib';
import {
  CognitoUserPoolsAuthorizer,
  JsonSchemaType,
  LambdaIntegration,
  MockIntegration,
  RequestValidator,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { CorsAdminApi, CorsAllowlist, CorsEndpoints } from '../../lib';
import { ownHandler } from './own-handler';

/** An API with a bit of everything: Amazon Cognito, a validator, API keys, and a MOCK for health checks. */
export function mixedApi(app: App): Stack {
  const stack = new Stack(app, 'Mixed');
  const handler = ownHandler(stack);
  const integration = new LambdaIntegration(handler);
  const api = new RestApi(stack, 'Api');

  const cognitoUserPools = [new UserPool(stack, 'People')];
  const authorizer = new CognitoUserPoolsAuthorizer(stack, 'Tokens', { cognitoUserPools });
  api.root.addResource('me').addMethod('GET', integration, { authorizer });

  const orders = api.root.addResource('orders');
  orders.addMethod('POST', integration, {
    requestValidator: new RequestValidator(stack, 'Body', { restApi: api, validateRequestBody: true }),
    requestModels: {
      'application/json': api.addModel('Order', {
        schema: { type: JsonSchemaType.OBJECT, required: ['item'] },
      }),
    },
  });
  orders.addMethod('GET', integration, { apiKeyRequired: true });
  const plan = api.addUsagePlan('Plan', { apiStages: [{ api, stage: api.deploymentStage }] });
  plan.addApiKey(api.addApiKey('Key', { value: 'a-key-of-twenty-letters' }));

  api.root.addResource('health').addMethod(
    'GET',
    new MockIntegration({
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      integrationResponses: [
        { statusCode: '200', responseTemplates: { 'application/json': '{"up": true}' } },
      ],
    }),
    { methodResponses: [{ statusCode: '200' }] },
  );

  const allowlist = new CorsAllowlist(stack, 'Allowlist', {
    endpoints: CorsEndpoints.fromRoutes(api),
  });
  allowlist.protect(api, { keepAuthorizers: true });
  allowlist.grantMiddleware(handler);
  new CorsAdminApi(stack, 'Admin', { allowlist, gatewayApi: api });
  return stack;
}
