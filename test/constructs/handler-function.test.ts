import { Duration, Stack } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HandlerFunction } from '../../lib/constructs/private/functions/handler-function';
import { scratchApp } from './support/scratch-app';
import { onlyResource, stackOf, type Built } from './support/stack-of';

const lib = resolve(__dirname, '../../lib');

test('a bundle that is not built says how to build it', () => {
  const props = { bundle: 'nothing', description: '', timeout: Duration.seconds(1), memorySize: 128 };
  expect(() => new HandlerFunction(new Stack(scratchApp(), 'Example'), 'Function', props)).toThrow(
    /^Example\/Function cannot be synthesized:\n {2}- bundle is "assets\/nothing\/index.js": .+ \(fix: .+npm run build:assets.*\)$/,
  );
});

test('nothing else takes code from a folder', () => {
  const sources = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const callers = sources.filter((name) => /Code\.from|Asset\(/.test(readFileSync(join(lib, name), 'utf8')));
  expect(callers).toEqual([join('constructs', 'private', 'functions', 'handler-function.ts')]);
});

describe('a function of the package', () => {
  const made = (props: { logRetention?: RetentionDays; environment?: Record<string, string> } = {}): Built =>
    stackOf((stack) => {
      const fixed = { bundle: 'echo', description: 'Echo', timeout: Duration.seconds(3), memorySize: 256 };
      new HandlerFunction(stack, 'Echo', { ...fixed, ...props });
    });

  test('runs on the Node that its bundle is built for, on Graviton, with traces', () => {
    const { Properties } = onlyResource<Record<string, unknown>>(made(), 'AWS::Lambda::Function');
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Description: 'Echo',
      MemorySize: 256,
      Timeout: 3,
      TracingConfig: { Mode: 'Active' },
    });
  });

  test('writes to a log group of its own, which goes with the stack after three months or as asked', () => {
    const built = made();
    const logGroup = onlyResource<object>(built, 'AWS::Logs::LogGroup');
    expect(logGroup.Properties).toEqual({ RetentionInDays: 90 });
    expect(logGroup.DeletionPolicy).toBe('Delete');
    const [id] = Object.keys(built.resources('AWS::Logs::LogGroup'));
    built.template.hasResourceProperties('AWS::Lambda::Function', {
      LoggingConfig: { LogGroup: { Ref: id } },
    });
    expect(
      onlyResource<object>(made({ logRetention: RetentionDays.ONE_WEEK }), 'AWS::Logs::LogGroup').Properties,
    ).toEqual({ RetentionInDays: 7 });
  });

  test('may write its own log group and traces, and nothing else', () => {
    const built = made();
    const role = onlyResource<Record<string, unknown>>(built, 'AWS::IAM::Role').Properties;
    expect(role).toEqual({
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
        ],
      },
    });
    const [logGroup] = Object.keys(built.resources('AWS::Logs::LogGroup'));
    const policy = onlyResource<{ PolicyDocument: { Statement: unknown } }>(built, 'AWS::IAM::Policy');
    expect(policy.Properties.PolicyDocument.Statement).toEqual([
      {
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Effect: 'Allow',
        Resource: { 'Fn::GetAtt': [logGroup, 'Arn'] },
      },
      {
        Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
        Effect: 'Allow',
        Resource: '*',
      },
    ]);
  });

  test('is made after its policy, so that its first call has its rights', () => {
    const built = made();
    const [policy] = Object.keys(built.resources('AWS::IAM::Policy'));
    expect(onlyResource(built, 'AWS::Lambda::Function').DependsOn).toEqual([policy]);
  });
});
