import { Stack, type App, type Stage } from 'aws-cdk-lib';
import {
  CfnMethod,
  LambdaIntegration,
  RestApi,
  type IRestApi,
  type RestApiProps,
} from 'aws-cdk-lib/aws-apigateway';
import { Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import { CorsAllowlist, type CorsProtectOptions } from '../../../lib';
import { backendFunction } from './backend-function';
import { scratchApp } from './scratch-app';
import { WITH_TABLE } from './with-table';

/** A protected API and what is around it. */
export interface Parts {
  readonly stack: Stack;
  readonly api: RestApi;
  readonly allowlist: CorsAllowlist;
  readonly orders: LambdaIntegration;
}

/** The things that happen to it, before and after protect(). */
export interface Use {
  readonly before?: (parts: Parts) => void;
  readonly after?: (parts: Parts) => void;
  readonly props?: RestApiProps;
  readonly options?: CorsProtectOptions;
  /** @default - the whole API */
  readonly target?: (parts: Parts) => IConstruct;
}

/** A stack with `GET /orders`, protected; something happens before, or after that. */
export function built(
  { before, after, props, options, target }: Use,
  scope: App | Stage = scratchApp(),
): Stack {
  const stack = new Stack(scope, 'Example');
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false, ...props });
  const handler = backendFunction(stack, 'Orders');
  const orders = new LambdaIntegration(handler);
  api.root.addResource('orders').addMethod('GET', orders);
  const parts = { stack, api, orders, allowlist: new CorsAllowlist(stack, 'Allowlist', WITH_TABLE) };
  parts.allowlist.grantMiddleware(handler);
  before?.(parts);
  parts.allowlist.protect(target?.(parts) ?? api, options);
  after?.(parts);
  return stack;
}

/** The props that the check names, each with its value; the message of another error as it is. */
export function faults(use: Use): string[] {
  return faultsOf(built(use));
}

export function faultsOf(stack: Stack): string[] {
  try {
    Template.fromStack(stack);
    return [];
  } catch (error) {
    const [head, ...lines] = (error as Error).message.split('\n').map((line) => line.trim());
    if (!head!.startsWith('Validation failed')) throw error;
    for (const line of lines) expect(line).toMatch(/^\[\S+\] \S.* is .+: .+ \(fix: .+\)$/);
    return lines.map((line) => line.slice(line.indexOf('] ') + 2, line.indexOf(': ')));
  }
}

/** A method that is written by itself. */
export function l1(
  scope: Stack,
  { restApiId, root }: { restApiId: string; root: { resourceId: string } },
  id = 'L1',
  resourceId = root.resourceId,
): CfnMethod {
  const integration = { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: 'arn:aws:lambda:one' };
  return new CfnMethod(scope, id, {
    restApiId,
    resourceId,
    httpMethod: 'POST',
    authorizationType: 'NONE',
    integration,
  });
}

export function twin(scope: Stack, api: RestApi, id = 'Twin'): IRestApi {
  return RestApi.fromRestApiAttributes(scope, id, {
    restApiId: api.restApiId,
    rootResourceId: api.root.resourceId,
  });
}

interface Method {
  readonly HttpMethod: string;
  readonly AuthorizationType: string;
  readonly AuthorizerId?: unknown;
}

/** The methods of a template: `GET CUSTOM`. */
export function methodsIn(stack: Stack): string[] {
  const methods = Template.fromStack(stack).findResources('AWS::ApiGateway::Method');
  return Object.values(methods)
    .map(({ Properties }) => Properties as Method)
    .map(({ HttpMethod, AuthorizationType: type }) => `${HttpMethod} ${type}`)
    .sort();
}
