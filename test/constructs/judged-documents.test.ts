import type { Stack } from 'aws-cdk-lib';
import { SpecRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CorsAllowlist, JudgedBy } from '../../lib';
import { backendFunction } from './support/backend-function';
import { complaints } from './support/complaints';
import { isGiven } from './support/judged-api';
import { stackOf, type Built } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

const judgedBy = JudgedBy.MIDDLEWARE;

describe('a document', () => {
  type Operation = (uri: string) => object;
  const lambda: Operation = (uri) => ({
    'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri },
  });
  const build = (
    operation: Operation,
    options: object = { judgedBy },
    functionOf: (stack: Stack) => LambdaFunction = (stack) => backendFunction(stack),
  ): Built =>
    stackOf((stack) => {
      const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
      const { functionArn } = functionOf(stack);
      const uri = `arn:aws:apigateway:${stack.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
      const document = {
        openapi: '3.0.1',
        info: { title: 'x', version: '1' },
        paths: {
          '/orders': { get: operation(uri) },
          '/me': { get: { ...operation(uri), security: [{ iam: [] }] } },
        },
        components: {
          securitySchemes: {
            iam: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authtype': 'awsSigv4',
            },
          },
        },
      };
      const apiDefinition = allowlist.protectedDefinition(document, options);
      new SpecRestApi(stack, 'Api', { apiDefinition, cloudWatchRole: false });
    });
  const bodyOf = (built: Built): string =>
    JSON.stringify(
      Object.values(built.resources<{ Body: object }>('AWS::ApiGateway::RestApi'))[0]!.Properties.Body,
    );

  test('that the middleware judges has no authorizer of ours, keeps its own, and has preflights', () => {
    const built = build(lambda);
    const body = JSON.parse(bodyOf(built)) as {
      paths: Record<string, Record<string, { security?: unknown }>>;
    };
    expect(bodyOf(built)).not.toContain('CorsAuthorizer');
    expect(bodyOf(built)).not.toContain('context.authorizer');
    expect(bodyOf(built)).toContain('gatewayresponse.header.Vary');
    expect(body.paths['/me']!['get']!.security).toEqual([{ iam: [] }]);
    expect(Object.keys(body.paths['/orders']!).sort()).toEqual(['get', 'options']);
    expect(isGiven(built, /^Backend/)).toBe(true);
  });

  test('that keeps authorizers has functions behind them that are given what withCors needs', () => {
    const built = build(lambda, { keepAuthorizers: true });
    expect(bodyOf(built)).toContain('CorsAuthorizer');
    expect(isGiven(built, /^Backend/)).toBe(true);
  });

  test('with another integration, or a function in another language, is an error', () => {
    const mock: Operation = () => ({ 'x-amazon-apigateway-integration': { type: 'mock' } });
    expect(complaints(() => build(mock))).toEqual(['GET /orders is "MOCK"', 'GET /me is "MOCK"']);
    const python = (stack: Stack): LambdaFunction =>
      new LambdaFunction(stack, 'Python', {
        code: Code.fromInline('def handler(event, context): pass'),
        runtime: Runtime.PYTHON_3_13,
        handler: 'index.handler',
      });
    expect(complaints(() => build(lambda, { judgedBy }, python))).toEqual([
      'GET /orders is "python3.13"',
      'GET /me is "python3.13"',
    ]);
  });
});
