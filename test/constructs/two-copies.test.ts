import { Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Template } from 'aws-cdk-lib/assertions';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as ours from '../../lib';
import { backendFunction } from './support/backend-function';
import { scratchApp } from './support/scratch-app';
import { WITH_TABLE } from './support/with-table';

const lib = resolve(__dirname, '../../lib/constructs');

/** The modules of the CDK that the package imports. An app has one copy of them, whatever it has of ours. */
function cdkModules(): Set<string> {
  const sources = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const texts = sources.map((name) => readFileSync(join(lib, name), 'utf8'));
  const names = texts.flatMap((text) => [...text.matchAll(/from '((?:aws-cdk-lib|constructs)[^']*)'/g)]);
  return new Set(names.map(([, name]) => name!));
}

/** A second copy of the package, as a dependency of a dependency brings one along. */
function secondCopy(): typeof ours {
  let copy: typeof ours | undefined;
  jest.isolateModules(() => {
    for (const name of cdkModules()) {
      const module = jest.requireActual<object>(name);
      jest.doMock(name, () => module);
    }
    copy = jest.requireActual<typeof ours>('../../lib');
  });
  return copy!;
}

const theirs = secondCopy();

test('there are two copies', () => {
  expect(theirs.CorsAllowlist).not.toBe(ours.CorsAllowlist);
});

test('what one copy protects after the other one counts as judged, methods and preflights alike', () => {
  const stack = new Stack(scratchApp(), 'Example');
  const api = new RestApi(stack, 'Api');
  const integration = new LambdaIntegration(backendFunction(stack));
  api.root.addMethod('GET', integration);
  new ours.CorsAllowlist(stack, 'Ours', WITH_TABLE).protect(api);
  const orders = api.root.addResource('orders');
  orders.addMethod('GET', integration);
  new theirs.CorsAllowlist(stack, 'Theirs', WITH_TABLE).protect(orders);
  Template.fromStack(stack).resourceCountIs('AWS::ApiGateway::Authorizer', 2);
});

test('what nobody protects is late for either copy', () => {
  const stack = new Stack(scratchApp(), 'Example');
  const api = new RestApi(stack, 'Api');
  const integration = new LambdaIntegration(backendFunction(stack));
  api.root.addMethod('GET', integration);
  new theirs.CorsAllowlist(stack, 'Theirs', WITH_TABLE).protect(api);
  api.root.addResource('orders').addMethod('GET', integration);
  expect(() => Template.fromStack(stack)).toThrow('GET /orders is "Example/Api/Default/orders/GET"');
});
