import { Stack, type App } from 'aws-cdk-lib';
import { SpecRestApi } from 'aws-cdk-lib/aws-apigateway';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CorsAdminApi, CorsAllowlist, CorsEndpoint, CorsEndpoints, PathMatch } from '../../lib';
import { ownHandler } from './own-handler';

/** An API from a document, as a parser of YAML reads it: the version is a number, and `/health` is a MOCK. */
export function documentApi(app: App): Stack {
  const stack = new Stack(app, 'Document');
  const handler = ownHandler(stack);
  const orders = {
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: `arn:aws:apigateway:${stack.region}:lambda:path/2015-03-31/functions/${handler.functionArn}/invocations`,
  };
  const health = {
    type: 'mock',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: { default: { statusCode: 200, responseTemplates: { 'application/json': '{"up": true}' } } },
  };
  const responses = { 200: { description: 'OK' } };
  const document = {
    swagger: 2.0,
    info: { title: 'Orders', version: 1 },
    securityDefinitions: { bearer: { type: 'apiKey', name: 'Authorization', in: 'header' } },
    paths: {
      '/orders': { get: { responses, 'x-amazon-apigateway-integration': orders } },
      '/orders/{id}': {
        'x-amazon-apigateway-any-method': {
          parameters: [{ name: 'id', in: 'path', required: true, type: 'string' }],
          responses,
          'x-amazon-apigateway-integration': orders,
        },
      },
      '/health': { get: { responses, 'x-amazon-apigateway-integration': health } },
    },
  };

  const allowlist = new CorsAllowlist(stack, 'Allowlist', {
    endpoints: CorsEndpoints.of([
      CorsEndpoint.allowlist('/orders', { match: PathMatch.PREFIX }),
      CorsEndpoint.allowlist('/health'),
    ]),
  });
  const api = new SpecRestApi(stack, 'Api', { apiDefinition: allowlist.protectedDefinition(document) });
  handler.addPermission('Api', {
    principal: new ServicePrincipal('apigateway.amazonaws.com'),
    sourceArn: api.arnForExecuteApi(),
  });
  allowlist.grantMiddleware(handler);
  new CorsAdminApi(stack, 'Admin', { allowlist, gatewayApi: api });
  return stack;
}
