import type { Stack } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import type { CfnStage } from 'aws-cdk-lib/aws-apigateway';
import { LogGroupLogDestination, MethodLoggingLevel, Stage } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CorsGateway, type CorsGatewayProps } from '../../lib';
import { complaints } from './support/complaints';
import { onlyResource, stackOf, type Built } from './support/stack-of';

function gateway(
  props: CorsGatewayProps | ((stack: Stack) => CorsGatewayProps),
  more: (cors: CorsGateway, stack: Stack) => void = () => undefined,
  context: Record<string, unknown> = {},
): Built {
  return stackOf((stack) => {
    const given = typeof props === 'function' ? props(stack) : props;
    more(new CorsGateway(stack, 'Cors', { adminApi: false, ...given }), stack);
  }, context);
}

interface StageProperties {
  readonly AccessLogSetting: { readonly Format: string; readonly DestinationArn: unknown };
  readonly MethodSettings: readonly Record<string, unknown>[];
}

describe('stage options', () => {
  test('are those of the stage, and the others stay', () => {
    const built = gateway({
      stageName: 'v1',
      stageOptions: {
        metricsEnabled: true,
        loggingLevel: MethodLoggingLevel.INFO,
        throttlingRateLimit: 50,
        variables: { a: 'b' },
        methodOptions: { '/services/oauth2/token/ANY': { throttlingRateLimit: 5 } },
      },
    });
    expect(onlyResource<StageProperties>(built, 'AWS::ApiGateway::Stage').Properties).toMatchObject({
      StageName: 'v1',
      TracingEnabled: true,
      Variables: { a: 'b' },
      MethodSettings: expect.arrayContaining([
        expect.objectContaining({ LoggingLevel: 'INFO', MetricsEnabled: true, ThrottlingRateLimit: 50 }),
        expect.objectContaining({ ThrottlingRateLimit: 5 }),
      ]) as unknown,
    });
  });

  test('with a place for the access log take the place of the log group', () => {
    const built = gateway((stack) => ({
      stageOptions: { accessLogDestination: new LogGroupLogDestination(new LogGroup(stack, 'Ours')) },
    }));
    const { AccessLogSetting: setting } = onlyResource<StageProperties>(
      built,
      'AWS::ApiGateway::Stage',
    ).Properties;
    expect(JSON.stringify(setting.DestinationArn)).toContain('Ours');
    expect(setting.Format).toContain('corsReason');
    expect(Object.keys(built.resources('AWS::Logs::LogGroup')).join()).not.toContain('AccessLog');
  });

  test.each<[string, CorsGatewayProps, string[]]>([
    [
      'that a prop says too',
      { stageName: 'a', throttlingRateLimit: 1, stageOptions: { stageName: 'b', throttlingRateLimit: 2 } },
      ['stageOptions.stageName is "b"', 'stageOptions.throttlingRateLimit is 2'],
    ],
    [
      'that no stage takes',
      { stageOptions: { stageName: 'a b', throttlingBurstLimit: 0.5 } },
      ['stageOptions.throttlingBurstLimit is 0.5', 'stageOptions.stageName is "a b"'],
    ],
    [
      'of a cache',
      {
        stageOptions: {
          cacheClusterEnabled: true,
          cacheTtl: Duration.seconds(1),
          methodOptions: { '/a/GET': { cachingEnabled: true }, '/b/GET': { cachingEnabled: false } },
        },
      },
      [
        'stageOptions.cacheClusterEnabled is true',
        'stageOptions.cacheTtl is "a Duration"',
        'stageOptions.methodOptions["/a/GET"].cachingEnabled is true',
      ],
    ],
    ['that are none', JSON.parse('{"stageOptions":"v1"}') as CorsGatewayProps, ['stageOptions is "v1"']],
  ])('%s are an error', (_, props, expected) => {
    expect(complaints(() => gateway(props))).toEqual(expected);
  });

  test('that write whole requests to a log are warned of', () => {
    const traced = { dataTraceEnabled: true };
    for (const stageOptions of [traced, { methodOptions: { '/a/GET': traced } }]) {
      const { stack } = gateway({ stageOptions });
      const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('dataTrace'));
      expect(found).toHaveLength(1);
    }
  });
});

describe('further stages', () => {
  test('of the deployment of the gateway are taken, and lead to the same methods', () => {
    const built = gateway({}, ({ api }, stack) => {
      new Stage(stack, 'Beta', { deployment: api.latestDeployment!, stageName: 'beta' });
    });
    const stages = Object.values(built.resources<{ DeploymentId: unknown }>('AWS::ApiGateway::Stage'));
    expect(new Set(stages.map(({ Properties }) => JSON.stringify(Properties.DeploymentId))).size).toBe(1);
    expect(stages).toHaveLength(2);
  });

  const canary = ({ api }: CorsGateway): void => {
    const stage = api.deploymentStage.node.defaultChild as CfnStage;
    stage.canarySetting = { percentTraffic: 10, useStageCache: false };
  };

  test('with a canary need deployments that stay', () => {
    expect(() => gateway({}, canary)).toThrow(/retainDeployments is false: .*canary/);
    const built = gateway({ retainDeployments: true }, canary);
    expect(onlyResource(built, 'AWS::ApiGateway::Deployment').DeletionPolicy).toBe('Retain');
  });

  test('with a canary that an override makes, on a stage of the user, need them too', () => {
    const build = (): unknown =>
      gateway({}, ({ api }, stack) => {
        const beta = new Stage(stack, 'Beta', { deployment: api.latestDeployment!, stageName: 'beta' });
        (beta.node.defaultChild as CfnStage).addPropertyOverride('CanarySetting.PercentTraffic', 10);
      });
    expect(build).toThrow(/retainDeployments is false: the stage Example\/Beta/);
  });
});

test('a line of the access log has the time of the authorizer, its reason and the matched entry', () => {
  const { Format } = onlyResource<StageProperties>(gateway({}), 'AWS::ApiGateway::Stage').Properties
    .AccessLogSetting;
  expect(JSON.parse(Format)).toMatchObject({
    reason: '$context.authorizer.corsReason',
    entry: '$context.authorizer.corsEntry',
    authorizerStatus: '$context.authorizer.status',
    authorizerLatency: '$context.authorizer.latency',
  });
});

describe('the role for logs', () => {
  const flag = { '@aws-cdk/aws-apigateway:disableCloudWatchRole': true };
  const accounts = (built: Built): number => Object.keys(built.resources('AWS::ApiGateway::Account')).length;
  const warned = ({ stack }: Built): boolean =>
    Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('noCloudWatchRole')).length > 0;

  test.each<[string, CorsGatewayProps, Record<string, unknown>, number, boolean]>([
    ['without a word', {}, {}, 1, false],
    ['left out by the flag', {}, flag, 0, true],
    ['asked for in spite of the flag', { cloudWatchRole: true }, flag, 1, false],
    ['left out by the prop', { cloudWatchRole: false }, {}, 0, false],
    ['left out by both', { cloudWatchRole: false }, flag, 0, false],
  ])('%s', (_, props, context, count, isWarned) => {
    const built = gateway({ adminApi: true, ...props }, undefined, context);
    expect(accounts(built)).toBe(count);
    expect(warned(built)).toBe(isWarned);
  });
});
