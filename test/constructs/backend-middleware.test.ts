import { Annotations as Notes, NestedStack, Stack, Stage, type App, type CfnElement } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  Alias,
  Code,
  DockerImageCode,
  DockerImageFunction,
  Function as LambdaFunction,
  Runtime,
  type IFunction,
  type IVersion,
} from 'aws-cdk-lib/aws-lambda';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  CorsAllowlist,
  CorsBackend,
  CorsEndpoint,
  CorsEndpoints,
  CorsGateway,
  JudgedBy,
  type CorsFunctionBackendOptions,
  type CorsGatewayProps,
} from '../../lib';
import type { IConstruct } from 'constructs';
import { backendFunction } from './support/backend-function';
import { complaints } from './support/complaints';
import { faultsOf } from './support/protected-api';
import { scratchApp } from './support/scratch-app';
import { idsOf, methodsOf, stackOf } from './support/stack-of';

const WARNING = Match.stringLikeRegexp('withoutMiddleware');

interface Made {
  readonly app: App;
  readonly stack: Stack;
  readonly gateway: CorsGateway;
  readonly handler: IFunction;
}

/** A gateway in front of a function, which may be in another stack. */
function made(
  functionOf: (stack: Stack) => IFunction,
  options: CorsFunctionBackendOptions = {},
  props: CorsGatewayProps = {},
): Made {
  const app = scratchApp();
  const stack = new Stack(app, 'Example');
  const handler = functionOf(stack);
  const defaultBackend = CorsBackend.lambdaFunction(handler, options);
  return { app, stack, handler, gateway: new CorsGateway(stack, 'Cors', { ...props, defaultBackend }) };
}

/** Whether a function has the environment that withCors reads, and may read the table. */
function isGiven(handler: IConstruct): boolean {
  const template = Template.fromStack(Stack.of(handler));
  const id = Stack.of(handler).getLogicalId(handler.node.defaultChild as CfnElement);
  const functions = template.findResources('AWS::Lambda::Function');
  const { Properties } = functions[id] as { Properties: { Environment?: object } };
  const has = JSON.stringify(Properties.Environment ?? {}).includes('CORS_POLICY');
  const policies = JSON.stringify(
    Object.entries(template.findResources('AWS::IAM::Policy')).filter(([name]) =>
      name.startsWith(handler.node.id),
    ),
  );
  expect(policies.includes('dynamodb:BatchGetItem')).toBe(has);
  return has;
}

const warnings = (stack: Stack): number => Annotations.fromStack(stack).findWarning('*', WARNING).length;

const inline = (runtime: Runtime) => (stack: Stack) =>
  new LambdaFunction(stack, 'Backend', {
    runtime,
    handler: 'x',
    code: Code.fromBucket(Bucket.fromBucketName(stack, 'Bucket', 'code'), 'key'),
  });
const image = (stack: Stack): LambdaFunction =>
  new DockerImageFunction(stack, 'Backend', {
    code: DockerImageCode.fromEcr(Repository.fromRepositoryName(stack, 'Images', 'x')),
  });
const elsewhere = (stack: Stack): LambdaFunction => backendFunction(new Stack(Stage.of(stack), 'Other'));
const nested = (stack: Stack): LambdaFunction => backendFunction(new NestedStack(stack, 'Nested'));

describe('a function that is a backend', () => {
  test.each<[name: string, functionOf: (stack: Stack) => LambdaFunction, given: boolean, warned: number]>([
    ['on Node.js', backendFunction, true, 0],
    ['on a Node.js that the CDK does not know yet', inline(new Runtime('nodejs99.x')), true, 0],
    ['on Node.js in a nested stack', nested, true, 0],
    ['on Node.js in another stack', elsewhere, false, 1],
    ['on Python', inline(Runtime.PYTHON_3_13), false, 0],
    ['on Java', inline(Runtime.JAVA_21), false, 0],
    ['on a custom runtime', inline(Runtime.PROVIDED_AL2023), false, 0],
    ['from an image', image, false, 1],
  ])('%s: %#', (_name, functionOf, given, warned) => {
    const { stack, handler } = made(functionOf);
    expect(isGiven(handler)).toBe(given);
    expect(warnings(stack)).toBe(warned);
  });

  test('behind an alias is given it, and an imported one is not, with a warning', () => {
    const behind = made((stack) => {
      const version = backendFunction(stack).currentVersion as IVersion;
      return new Alias(stack, 'Live', { aliasName: 'live', version }) as IFunction;
    });
    expect(isGiven(behind.stack.node.findChild('Backend'))).toBe(true);
    const imported = made((stack) =>
      LambdaFunction.fromFunctionArn(stack, 'F', 'arn:aws:lambda:eu-west-1:123456789012:function:f'),
    );
    expect(warnings(imported.stack)).toBe(1);
  });

  test('is left alone where the user says so', () => {
    const { stack, handler } = made(backendFunction, { middleware: false });
    expect([isGiven(handler), warnings(stack)]).toEqual([false, 0]);
    expect(warnings(made(elsewhere, { middleware: false }).stack)).toBe(0);
  });

  test('is given it from an image and in another stack where the user says so', () => {
    expect(isGiven(made(image, { middleware: true }).handler)).toBe(true);
    const existingTable = { tableArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/allowlist' };
    const table = { existingTable, adminApi: false };
    const { stack, handler } = made(elsewhere, {}, table);
    expect([isGiven(handler), warnings(stack)]).toEqual([false, 1]);
    expect(isGiven(made(elsewhere, { middleware: true }, table).handler)).toBe(true);
  });

  test('has a warning that can be acknowledged', () => {
    const { stack, gateway } = made(elsewhere);
    Notes.of(gateway).acknowledgeWarning('apigateway-cors-allowlist:withoutMiddleware');
    expect(warnings(stack)).toBe(0);
  });

  test('in the stack around the one of the gateway would make a cycle', () => {
    const parts = (options: CorsFunctionBackendOptions) => (stack: Stack) => {
      const backend = CorsBackend.lambdaFunction(backendFunction(stack), options);
      new CorsGateway(new NestedStack(stack, 'Nested'), 'Cors', { defaultBackend: backend });
    };
    expect(() => stackOf(parts({ middleware: true }))).toThrow('which needs the function');
    const built = stackOf(parts({}));
    expect(isGiven(built.stack.node.findChild('Backend'))).toBe(false);
  });
});

describe('a function that judges by itself', () => {
  const judgedBy = JudgedBy.MIDDLEWARE;

  test('has no authorizer in front of it, and preflights are answered by the evaluator', () => {
    const built = stackOf((stack) => {
      new CorsGateway(stack, 'Cors', {
        backends: { '/services/data': CorsBackend.lambdaFunction(backendFunction(stack), { judgedBy }) },
        defaultBackend: CorsBackend.echo(),
        adminApi: false,
      });
    });
    expect(methodsOf(built)).toMatchObject({
      'ANY /services/data': 'Backend NONE',
      'OPTIONS /services/data': 'CorsAllowlistEvaluatorFunction NONE',
      'ANY /services/data/{proxy+}': 'Backend NONE',
      'ANY /{proxy+}': 'CorsEchoFunction CUSTOM',
    });
    expect(isGiven(built.stack.node.findChild('Backend'))).toBe(true);
  });

  test('may be judged by the authorizer at another path', () => {
    const endpoints = CorsEndpoints.of([CorsEndpoint.allowlist('/a'), CorsEndpoint.allowlist('/b')]);
    const built = stackOf((stack) => {
      const handler = backendFunction(stack);
      new CorsGateway(stack, 'Cors', {
        endpoints,
        backends: { '/a': CorsBackend.lambdaFunction(handler, { judgedBy }) },
        defaultBackend: CorsBackend.lambdaFunction(handler),
        adminApi: false,
      });
    });
    expect(methodsOf(built)).toMatchObject({ 'ANY /a': 'Backend NONE', 'ANY /{proxy+}': 'Backend CUSTOM' });
  });

  test('makes an API without any authorizer where there is no other backend', () => {
    const built = stackOf((stack) => {
      const defaultBackend = CorsBackend.lambdaFunction(backendFunction(stack), { judgedBy });
      new CorsGateway(stack, 'Cors', { defaultBackend, adminApi: false });
    });
    expect(idsOf(built, 'AWS::ApiGateway::Authorizer')).toEqual([]);
  });

  test.each<[name: string, functionOf: (stack: Stack) => LambdaFunction, options: object, named: string]>([
    ['another language', inline(Runtime.PYTHON_3_13), {}, 'defaultBackend.judgedBy is "middleware"'],
    ['no environment', backendFunction, { middleware: false }, 'defaultBackend.middleware is false'],
    ['a word of its own', backendFunction, { judgedBy: 'me' }, 'defaultBackend.judgedBy is "me"'],
    ['a text', backendFunction, { middleware: 'yes' }, 'defaultBackend.middleware is "yes"'],
  ])('cannot have %s', (_name, functionOf, options, named) => {
    expect(complaints(() => made(functionOf, { judgedBy, ...options }))).toEqual([named]);
  });

  test('is given what it needs from an image, and lacks it in another stack, which is an error', () => {
    expect(isGiven(made(image, { judgedBy }).handler)).toBe(true);
    expect(faultsOf(made(elsewhere, { judgedBy }).stack)).toEqual([
      'ANY /, ANY /{proxy+} is "Other/Backend"',
    ]);
  });

  test('is a warning where it is of another app', () => {
    const { stack } = made(
      (home) => LambdaFunction.fromFunctionArn(home, 'F', 'arn:aws:lambda:eu-west-1:123456789012:function:f'),
      { judgedBy },
    );
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('unknownJudge'));
    expect(found.length).toBeGreaterThan(0);
  });
});

test('a function in another stack reads the table by its name', () => {
  const app = scratchApp();
  const owner = new Stack(app, 'Owner');
  const other = new Stack(app, 'Other');
  const handler = backendFunction(other);
  new CorsAllowlist(owner, 'Allowlist', { endpoints: CorsEndpoints.salesforce() }).grantMiddleware(handler);
  expect(isGiven(handler)).toBe(true);
});
