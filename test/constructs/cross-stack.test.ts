import { Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Template } from 'aws-cdk-lib/assertions';
import { CorsAllowlist, CorsBackend, CorsGateway } from '../../lib';
import { backendFunction } from './support/backend-function';
import { scratchApp } from './support/scratch-app';
import { WITH_TABLE } from './support/with-table';

test('a function of another stack is invoked by a permission in the stack of the API', () => {
  const app = scratchApp();
  const functions = new Stack(app, 'Functions');
  const api = new Stack(app, 'Api');
  const backend = CorsBackend.lambdaFunction(backendFunction(functions), { middleware: false });
  new CorsGateway(api, 'Cors', { defaultBackend: backend });
  expect(Object.keys(Template.fromStack(functions).findResources('AWS::Lambda::Permission'))).toEqual([]);
  expect(Object.keys(Template.fromStack(api).findResources('AWS::Lambda::Permission'))).toHaveLength(5);
  expect(functions.dependencies).toEqual([]);
});

test('an allowlist of one stack protects an API of another', () => {
  const app = scratchApp();
  const owner = new Stack(app, 'Owner');
  const user = new Stack(app, 'User');
  const allowlist = new CorsAllowlist(owner, 'Allowlist', WITH_TABLE);
  const api = new RestApi(user, 'Api');
  const handler = backendFunction(user);
  api.root.addMethod('GET', new LambdaIntegration(handler));
  allowlist.protect(api);
  allowlist.grantMiddleware(handler);
  Template.fromStack(user).resourceCountIs('AWS::ApiGateway::Authorizer', 1);
  expect(owner.dependencies).toEqual([]);
  expect(user.dependencies).toEqual([owner]);
});
