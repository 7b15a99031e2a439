import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { RestApi, type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { TableEncryptionV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';

import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  ClientSecrets,
  CorsAllowlist,
  CorsEndpoint,
  CorsEndpoints,
  CorsHost,
  CrossSiteReads,
  Enforcement,
  HostKind,
  PathMatch,
  VerdictLog,
} from '../../lib';
import { readPolicyDocument, readReaderConfiguration } from '../../lambda/shared/configuration/configuration';
import { SALESFORCE_ENDPOINTS } from '../../lib/core';
import { backendFunction } from './support/backend-function';
import { environmentOf, idsOf, onlyResource, stackOf } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

describe('the table', () => {
  test('is on demand, protected, restorable, kept, and forgets by TTL', () => {
    const built = stackOf((stack) => new CorsAllowlist(stack, 'Allowlist', WITH_TABLE));
    built.template.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        Replicas: [
          {
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          },
        ],
      },
    });
    expect(onlyResource<object>(built, 'AWS::DynamoDB::GlobalTable').Properties).not.toHaveProperty(
      'GlobalSecondaryIndexes',
    );
  });

  test('keeps its logical id, because another one is another table', () => {
    const built = stackOf((stack) => new CorsAllowlist(stack, 'Allowlist', WITH_TABLE));
    expect(idsOf(built, 'AWS::DynamoDB::GlobalTable')).toEqual(['AllowlistTableB3E5EA00']);
  });

  test('can be deleted with the stack where that is asked for', () => {
    const built = stackOf(
      (stack) =>
        new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, removalPolicy: RemovalPolicy.DESTROY }),
    );
    built.template.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Delete',
      Properties: { Replicas: [{ DeletionProtectionEnabled: false }] },
    });
  });

  test('is encrypted with a key of the customer, which readers may use for reading alone', () => {
    const built = stackOf(
      (stack) => {
        const encryption = TableEncryptionV2.customerManagedKey(new Key(stack, 'Key'));
        new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, encryption });
      },
      {},
      { env: { account: '123456789012', region: 'eu-central-1' } },
    );
    built.template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    });
    const { PolicyDocument } = onlyResource<{ PolicyDocument: { Statement: { Action: unknown }[] } }>(
      built,
      'AWS::IAM::Policy',
    ).Properties;
    const actions = PolicyDocument.Statement.map(({ Action }) => Action);
    expect(actions).toEqual([
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
      'dynamodb:BatchGetItem',
      'kms:Decrypt',
    ]);
  });

  test('can be read in further regions', () => {
    const built = stackOf(
      (stack) =>
        new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, replicas: [{ region: 'eu-west-1' }] }),
      {},
      { env: { account: '123456789012', region: 'eu-central-1' } },
    );
    const { Replicas } = onlyResource<{ Replicas: { Region: string }[] }>(
      built,
      'AWS::DynamoDB::GlobalTable',
    ).Properties;
    expect(Replicas.map(({ Region }) => Region)).toEqual(['eu-west-1', 'eu-central-1']);
  });
});

describe('the evaluator', () => {
  test('runs on Node 24 and arm64, traced, with a log group that ends', () => {
    const built = stackOf(
      (stack) =>
        new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, logRetention: RetentionDays.ONE_WEEK }),
    );
    const logs = idsOf(built, 'AWS::Logs::LogGroup');
    built.template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 512,
      Timeout: 29,
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogGroup: { Ref: logs[0] } },
    });
    built.template.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Delete',
      Properties: { RetentionInDays: 7 },
    });
  });

  test('reads by default what the handlers take for the default', () => {
    const environment = environmentOf(stackOf((stack) => new CorsAllowlist(stack, 'Allowlist', WITH_TABLE)));
    expect(readPolicyDocument(environment)).toEqual({
      endpoints: SALESFORCE_ENDPOINTS,
      hosts: [],
      executeApiHostKind: 'my-domain',
      sameOriginAliases: [],
      enforcement: 'enforce',
      crossSiteReads: 'allow',
      exposedHeaders: [
        'WWW-Authenticate',
        'x-amzn-remapped-www-authenticate',
        'Retry-After',
        'ETag',
        'Location',
        'Link',
        'Content-Range',
        'DPoP-Nonce',
        'X-Request-Id',
        'x-amzn-RequestId',
        'Sforce-Limit-Info',
      ],
      maxAgeSeconds: 7200,
    });
    expect(readReaderConfiguration(environment)).toEqual({
      tableName: 'table',
      cacheTtlSeconds: 10,
      staleTtlSeconds: 900,
    });
    expect(environment.CORS_CLIENT_SECRETS).toBe('report');
  });

  test('reads every option as it was given', () => {
    const environment = environmentOf(
      stackOf(
        (stack) =>
          new CorsAllowlist(stack, 'Allowlist', {
            endpoints: CorsEndpoints.of([
              CorsEndpoint.publicAccess('/open'),
              CorsEndpoint.allowlist('/data', {
                match: PathMatch.PREFIX,
                methods: ['GET'],
                hostKinds: [HostKind.API],
                credentials: true,
                exposedHeaders: ['X-One'],
                allowedHeaders: ['X-Two'],
                maxAge: Duration.minutes(1),
              }),
              CorsEndpoint.closed('/callback', { page: true }),
            ]),
            hosts: [
              CorsHost.existing('site.example.com', HostKind.EXPERIENCE_CLOUD_SITE, {
                pathPrefix: '/partners',
              }),
            ],
            executeApiHostKind: HostKind.NONE,
            sameOriginAliases: ['https://www.example.com'],
            enforcement: Enforcement.REPORT,
            cacheTtl: Duration.seconds(0),
            staleTtl: Duration.hours(24),
            exposedHeaders: ['ETag'],
            maxAge: Duration.seconds(60),
            clientSecrets: ClientSecrets.BLOCK,
          }),
      ),
    );
    expect(readPolicyDocument(environment)).toEqual({
      endpoints: [
        {
          path: '/open',
          match: 'exact',
          access: 'public',
          methods: ['GET', 'HEAD'],
          hostKinds: ['my-domain', 'experience-cloud-site', 'api'],
        },
        {
          path: '/data',
          match: 'prefix',
          access: 'allowlist',
          methods: ['GET'],
          hostKinds: ['api'],
          credentials: true,
          exposedHeaders: ['X-One'],
          allowedHeaders: ['X-Two'],
          maxAgeSeconds: 60,
        },
        {
          path: '/callback',
          match: 'exact',
          access: 'closed',
          methods: [],
          hostKinds: ['my-domain', 'experience-cloud-site', 'api'],
          page: true,
        },
      ],
      hosts: [{ domainName: 'site.example.com', kind: 'experience-cloud-site', pathPrefix: '/partners' }],
      executeApiHostKind: 'none',
      sameOriginAliases: ['https://www.example.com'],
      enforcement: 'report',
      crossSiteReads: 'allow',
      exposedHeaders: ['ETag'],
      maxAgeSeconds: 60,
    });
    expect(readReaderConfiguration(environment)).toMatchObject({
      cacheTtlSeconds: 0,
      staleTtlSeconds: 86_400,
    });
    expect(environment.CORS_CLIENT_SECRETS).toBe('block');
  });

  test('reads a long endpoint table compressed', () => {
    const endpoints = Array.from({ length: 40 }, (_, i) => CorsEndpoint.allowlist(`/service-${i}`));
    const environment = environmentOf(
      stackOf(
        (stack) =>
          new CorsAllowlist(stack, 'Allowlist', { endpoints: CorsEndpoints.salesforce().plus(endpoints) }),
      ),
    );
    expect(environment.CORS_ENDPOINTS).toMatch(/^deflate:/);
    expect(readPolicyDocument(environment).endpoints).toHaveLength(SALESFORCE_ENDPOINTS.length + 40);
  });
});

describe('the endpoint table', () => {
  test('takes other rules for paths of the preset', () => {
    const environment = environmentOf(
      stackOf((stack) => {
        const endpoints = CorsEndpoints.salesforce().replacing([
          CorsEndpoint.allowlist('/services/data', { match: PathMatch.PREFIX, maxAge: Duration.minutes(5) }),
        ]);
        new CorsAllowlist(stack, 'Allowlist', { endpoints });
      }),
    );
    const rules = readPolicyDocument(environment).endpoints.filter(({ path }) => path === '/services/data');
    expect(rules).toMatchObject([{ maxAgeSeconds: 300 }]);
  });

  test('lets a replacement be replaced, and an addition', () => {
    const first = CorsEndpoint.allowlist('/a', { methods: ['GET'] });
    const second = CorsEndpoint.oauth('/a', { methods: ['POST'] });
    const table = CorsEndpoints.of([first]).replacing([second]).replacing([first]);
    const environment = environmentOf(
      stackOf((stack) => new CorsAllowlist(stack, 'Allowlist', { endpoints: table })),
    );
    expect(readPolicyDocument(environment).endpoints).toMatchObject([{ path: '/a', access: 'allowlist' }]);
  });
});

describe('the authorizer', () => {
  test('keeps no results and asks for no identity source', () => {
    const built = stackOf((stack) => {
      const api = new RestApi(stack, 'Api');
      const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
      api.root.addMethod('GET', undefined, { authorizer: allowlist.authorizerFor(api as IRestApi) });
      api.root.addMethod('POST', undefined, { authorizer: allowlist.authorizerFor(api as IRestApi) });
    });
    const [id] = idsOf(built, 'AWS::ApiGateway::Authorizer');
    expect(onlyResource<object>(built, 'AWS::ApiGateway::Authorizer').Properties).toMatchObject({
      Type: 'REQUEST',
      AuthorizerResultTtlInSeconds: 0,
      IdentitySource: '',
    });
    for (const method of Object.values(built.resources('AWS::ApiGateway::Method'))) {
      expect(method.Properties).toMatchObject({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: id } });
    }
    expect(idsOf(built, 'AWS::Lambda::Permission')).toHaveLength(1);
  });
});

describe('grants', () => {
  test('grantRead gives the one action of a look-up, on this table', () => {
    const built = stackOf((stack) => {
      new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).grantRead(backendFunction(stack));
    });
    const [table] = idsOf(built, 'AWS::DynamoDB::GlobalTable');
    built.template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: Match.stringLikeRegexp('^Backend'),
      PolicyDocument: {
        Statement: [
          { Action: 'dynamodb:BatchGetItem', Effect: 'Allow', Resource: { 'Fn::GetAtt': [table, 'Arn'] } },
        ],
      },
    });
  });

  test('grantMiddleware of a second allowlist replaces the environment, with a warning', () => {
    const warnings = (isOther: boolean): number => {
      const { stack } = stackOf((home) => {
        const handler = backendFunction(home);
        const first = new CorsAllowlist(home, 'Allowlist', WITH_TABLE);
        const second = isOther ? new CorsAllowlist(home, 'Partners', WITH_TABLE) : first;
        first.grantMiddleware(handler);
        second.grantMiddleware(handler);
      });
      return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('replacedMiddleware'))
        .length;
    };
    expect([warnings(true), warnings(false)]).toEqual([1, 0]);
  });

  test('grantMiddleware gives the permission and the environment', () => {
    const built = stackOf((stack) => {
      new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).grantMiddleware(backendFunction(stack));
    });
    const evaluator = environmentOf(built);
    const middleware = environmentOf(built, /Backend/);
    expect(Object.keys(evaluator).sort()).toEqual([
      'CORS_CACHE_TTL_SECONDS',
      'CORS_CLIENT_SECRETS',
      'CORS_ENDPOINTS',
      'CORS_POLICY',
      'CORS_STALE_TTL_SECONDS',
      'CORS_TABLE_NAME',
    ]);
    expect(middleware).toEqual(evaluator);
    expect(idsOf(built, 'AWS::IAM::Policy')).toHaveLength(2);
  });

  test('verdictLog is in the environment of the evaluator and of functions that use withCors', () => {
    const built = stackOf((stack) => {
      const props = { ...WITH_TABLE, verdictLog: VerdictLog.NONE };
      new CorsAllowlist(stack, 'Allowlist', props).grantMiddleware(backendFunction(stack));
    });
    const found = [environmentOf(built), environmentOf(built, /Backend/)];
    expect(found).toMatchObject([{ CORS_VERDICT_LOG: 'none' }, { CORS_VERDICT_LOG: 'none' }]);
  });
});

describe('metrics', () => {
  const stack = new Stack();
  const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);

  test.each([
    ['Allowed', () => allowlist.metricAllowed()],
    ['Refused', () => allowlist.metricRefused()],
    ['WouldRefuse', () => allowlist.metricWouldRefuse()],
    ['StoreUnavailable', () => allowlist.metricStoreUnavailable()],
    ['ClientSecretSeen', () => allowlist.metricClientSecretSeen()],
    ['TokenRefused', () => allowlist.metricTokenRefused()],
    ['EvaluatorError', () => allowlist.metricEvaluatorError()],
  ])('%s is a sum over the allowlist', (metricName, metric) => {
    expect(metric()).toMatchObject({
      namespace: 'CorsAllowlist',
      metricName,
      statistic: 'Sum',
      dimensions: { service: allowlist.table.tableName },
    });
  });

  test('LookupLatency is a percentile', () => {
    expect(allowlist.metricLookupLatency()).toMatchObject({ metricName: 'LookupLatency', statistic: 'p95' });
  });

  test('refusals are counted by reason too', () => {
    const metric = allowlist.metricRefused({ reason: 'null_origin', period: Duration.minutes(1) });
    expect(metric.period.toMinutes()).toBe(1);
    expect(metric.dimensions).toEqual({ service: allowlist.table.tableName, reason: 'null_origin' });
    expect(allowlist.metricWouldRefuse({ reason: 'endpoint_closed' }).dimensions).toMatchObject({
      reason: 'endpoint_closed',
    });
  });
});

test.each<[string, CrossSiteReads | undefined, string]>([
  ['nothing is said', undefined, 'allow'],
  ['they are allowed', CrossSiteReads.ALLOW, 'allow'],
  ['they are refused', CrossSiteReads.REFUSE, 'refuse'],
])('requests of other sites without Origin: where %s, functions judge so', (_, crossSiteReads, expected) => {
  const props = crossSiteReads === undefined ? {} : { crossSiteReads };
  const built = stackOf((stack) => new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, ...props }));
  expect(readPolicyDocument(environmentOf(built)).crossSiteReads).toBe(expected);
});

describe('a closed endpoint that takes a part of the paths of an endpoint with parameters', () => {
  const warnings = (endpoints: CorsEndpoint[]): unknown[] => {
    const built = stackOf((stack) => {
      new CorsAllowlist(stack, 'Allowlist', { endpoints: CorsEndpoints.of(endpoints) });
    });
    return Annotations.fromStack(built.stack).findWarning('*', Match.stringLikeRegexp('closed endpoint'));
  };

  test('is a warning that names both', () => {
    expect(
      warnings([
        CorsEndpoint.allowlist('/orders/{id}/items'),
        CorsEndpoint.closed('/orders', { match: PathMatch.PREFIX }),
      ]),
    ).toEqual([]);
    expect(
      warnings([
        CorsEndpoint.allowlist('/{tenant}/orders'),
        CorsEndpoint.closed('/admin', { match: PathMatch.PREFIX }),
      ]),
    ).toHaveLength(1);
  });
});
