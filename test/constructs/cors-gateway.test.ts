import { Duration, type Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { DomainName } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Alias, Function as LambdaFunction, type IFunction, type IVersion } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { readPolicyDocument, readUpstreams } from '../../lambda/shared/configuration/configuration';
import {
  CorsBackend,
  CorsEndpoint,
  CorsEndpoints,
  CorsGateway,
  CorsHost,
  HostKind,
  PathMatch,
  type CorsGatewayProps,
} from '../../lib';
import { SALESFORCE_ENDPOINTS } from '../../lib/core';
import { backendFunction } from './support/backend-function';
import { once } from './support/once';
import {
  environmentOf,
  idsOf,
  methodsOf,
  onlyResource,
  stackOf,
  type Built,
  type TemplateResource,
} from './support/stack-of';

interface StageProperties {
  readonly StageName: string;
  readonly TracingEnabled: boolean;
  readonly MethodSettings: unknown;
  readonly AccessLogSetting: { readonly Format: string; readonly DestinationArn: unknown };
}

function stageOf(built: Built): StageProperties {
  return onlyResource<StageProperties>(built, 'AWS::ApiGateway::Stage').Properties;
}

const EVALUATOR = 'CorsAllowlistEvaluatorFunction NONE';

/** A host name that is known only at deployment. */
function deployedHost(stack: Stack): string {
  const arn = 'arn:aws:acm:eu-central-1:123456789012:certificate/other';
  const certificate = Certificate.fromCertificateArn(stack, 'Other', arn);
  const domain = new DomainName(stack, 'Upstream', { domainName: 'other.example.com', certificate });
  return domain.domainNameAliasDomainName;
}

function gateway(props: (stack: Stack) => CorsGatewayProps = () => ({})): Built {
  return stackOf((stack) => new CorsGateway(stack, 'Cors', { adminApi: false, ...props(stack) }));
}

describe('a gateway without props', () => {
  const built = once(() => gateway());

  test('judges everything itself', () => {
    expect(methodsOf(built())).toEqual({
      'ANY /': EVALUATOR,
      'OPTIONS /': EVALUATOR,
      'ANY /{proxy+}': EVALUATOR,
      'OPTIONS /{proxy+}': EVALUATOR,
    });
    expect(built().resources('AWS::ApiGateway::Authorizer')).toEqual({});
    expect(readUpstreams(environmentOf(built()))).toEqual({ http: [], timeoutMillis: 25_000 });
    expect(readPolicyDocument(environmentOf(built())).endpoints).toEqual(SALESFORCE_ENDPOINTS);
  });

  test('is regional and passes bodies as bytes', () => {
    built().template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      BinaryMediaTypes: ['*/*'],
      DisableExecuteApiEndpoint: false,
      EndpointConfiguration: { Types: ['REGIONAL'] },
    });
  });

  test('has a stage that is traced, and throttled by the account alone', () => {
    const { StageName, TracingEnabled, MethodSettings } = stageOf(built());
    expect({ StageName, TracingEnabled }).toEqual({ StageName: 'prod', TracingEnabled: true });
    expect(MethodSettings).toEqual([
      { DataTraceEnabled: false, HttpMethod: '*', LoggingLevel: 'ERROR', ResourcePath: '/*' },
    ]);
  });

  test('logs each request with its reason, and neither query nor headers', () => {
    const { AccessLogSetting } = stageOf(built());
    const format = JSON.parse(AccessLogSetting.Format) as Record<string, string>;
    expect(format).toMatchObject({
      requestId: '$context.requestId',
      extendedRequestId: '$context.extendedRequestId',
      host: '$context.domainName',
      method: '$context.httpMethod',
      path: '$context.path',
      status: '$context.status',
      reason: '$context.authorizer.corsReason',
      latency: '$context.responseLatency',
      errorType: '$context.error.responseType',
    });
    expect(Buffer.byteLength(AccessLogSetting.Format)).toBeLessThan(3072);
    const [logGroup] = idsOf(built(), 'AWS::Logs::LogGroup').filter((id) => id.includes('AccessLog'));
    expect(AccessLogSetting.DestinationArn).toEqual({ 'Fn::GetAtt': [logGroup, 'Arn'] });
    built().template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });

  test('makes the role for logs, which stays', () => {
    built().template.hasResource('AWS::ApiGateway::Account', { DeletionPolicy: 'Retain' });
    const [account] = idsOf(built(), 'AWS::ApiGateway::Account');
    expect(onlyResource(built(), 'AWS::ApiGateway::Stage').DependsOn).toContain(account);
    const roles = Object.entries(built().resources('AWS::IAM::Role')).filter(([id]) =>
      id.includes('CloudWatch'),
    );
    expect(roles.map(([, { DeletionPolicy }]) => DeletionPolicy)).toEqual(['Retain']);
  });

  test('keeps the logical ids of what holds data or is known outside', () => {
    expect(idsOf(built(), 'AWS::DynamoDB::GlobalTable')).toEqual(['CorsAllowlistTable55CAF4B7']);
    expect(idsOf(built(), 'AWS::ApiGateway::RestApi')).toEqual(['CorsApi576D8ACB']);
  });

  test('names nothing that a second copy would name too', () => {
    const physical = ['FunctionName', 'TableName', 'RoleName', 'LogGroupName', 'DomainName'];
    const named = Object.values(built().template.toJSON().Resources as Record<string, TemplateResource>)
      .filter(({ Type }) => Type !== 'AWS::Lambda::Permission')
      .flatMap(({ Properties = {} }) => Object.keys(Properties))
      .filter((name) => physical.includes(name));
    expect(named).toEqual([]);
  });
});

/** The part of the evaluator's environment that `withCors` needs. */
function middlewarePart(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => name !== 'CORS_UPSTREAMS'));
}

describe('backends', () => {
  test('a function stands behind the authorizer, at its path and below it', () => {
    const built = gateway((stack) => ({
      backends: { '/services/data': CorsBackend.lambdaFunction(backendFunction(stack)) },
    }));
    expect(methodsOf(built)).toEqual({
      'ANY /': EVALUATOR,
      'OPTIONS /': EVALUATOR,
      'ANY /{proxy+}': EVALUATOR,
      'OPTIONS /{proxy+}': EVALUATOR,
      'ANY /services/data': 'Backend CUSTOM',
      'OPTIONS /services/data': EVALUATOR,
      'ANY /services/data/{proxy+}': 'Backend CUSTOM',
      'OPTIONS /services/data/{proxy+}': EVALUATOR,
    });
    const [authorizer] = idsOf(built, 'AWS::ApiGateway::Authorizer');
    const protectedMethods = Object.values(built.resources('AWS::ApiGateway::Method')).filter(
      ({ Properties }) => Properties.AuthorizationType === 'CUSTOM',
    );
    expect(protectedMethods.map(({ Properties }) => Properties.AuthorizerId)).toEqual(
      protectedMethods.map(() => ({ Ref: authorizer })),
    );
  });

  test('a default function stands behind the authorizer at the root too', () => {
    const built = gateway((stack) => ({
      defaultBackend: CorsBackend.lambdaFunction(backendFunction(stack)),
    }));
    expect(methodsOf(built)).toEqual({
      'ANY /': 'Backend CUSTOM',
      'OPTIONS /': EVALUATOR,
      'ANY /{proxy+}': 'Backend CUSTOM',
      'OPTIONS /{proxy+}': EVALUATOR,
    });
  });

  test('a version in a path is a parameter', () => {
    const built = gateway((stack) => ({
      backends: {
        '/services/data': CorsBackend.lambdaFunction(backendFunction(stack)),
        '/services/data/v*/connect': CorsBackend.lambdaFunction(backendFunction(stack, 'Connect')),
      },
    }));
    expect(methodsOf(built)).toMatchObject({
      'ANY /services/data': 'Backend CUSTOM',
      'ANY /services/data/{version}': 'Backend CUSTOM',
      'ANY /services/data/{version}/{proxy+}': 'Backend CUSTOM',
      'ANY /services/data/{version}/connect': 'Connect CUSTOM',
      'ANY /services/data/{version}/connect/{proxy+}': 'Connect CUSTOM',
    });
  });

  test('an HTTP server stands behind the evaluator, which needs no resources for it', () => {
    const built = gateway(() => ({
      backends: { '/services/apexrest': CorsBackend.http('https://api.example.com/base/') },
      defaultBackend: CorsBackend.http('http://localhost:3000'),
      upstreamTimeout: Duration.seconds(5),
    }));
    expect(Object.keys(methodsOf(built))).toHaveLength(4);
    expect(readUpstreams(environmentOf(built))).toEqual({
      http: [
        { path: '/services/apexrest', match: 'prefix', url: 'https://api.example.com/base' },
        { path: '/', match: 'prefix', url: 'http://localhost:3000' },
      ],
      timeoutMillis: 5000,
    });
  });

  test('headers that an HTTP server or an issuer must not get are in the configuration of the evaluator', () => {
    const built = gateway(() => ({
      defaultBackend: CorsBackend.http('https://api.example.com', { droppedHeaders: ['X-Tenant'] }),
      oauthUpstream: { issuer: 'https://idp.example.com', droppedHeaders: ['X-User'] },
    }));
    const { http, oauth } = readUpstreams(environmentOf(built));
    expect(http.map(({ droppedHeaders }) => droppedHeaders)).toEqual([['X-Tenant']]);
    expect(oauth?.droppedHeaders).toEqual(['X-User']);
  });

  test('an HTTP server amid a function has resources of its own', () => {
    const built = gateway((stack) => ({
      backends: { '/services/apexrest': CorsBackend.http('https://api.example.com') },
      defaultBackend: CorsBackend.lambdaFunction(backendFunction(stack)),
    }));
    expect(methodsOf(built)).toMatchObject({
      'ANY /': 'Backend CUSTOM',
      'ANY /services/apexrest': EVALUATOR,
      'ANY /services/apexrest/{proxy+}': EVALUATOR,
    });
  });

  test('the URL of an HTTP server may be known only at deployment', () => {
    const built = gateway((stack) => ({
      defaultBackend: CorsBackend.http(`https://${deployedHost(stack)}/base`),
    }));
    expect(JSON.stringify(environmentOf(built).CORS_UPSTREAMS)).toContain('RegionalDomainName');
  });

  test('echo is a function of the package, once, with what withCors needs', () => {
    const built = gateway(() => ({
      backends: { '/services/data': CorsBackend.echo() },
      defaultBackend: CorsBackend.echo(),
    }));
    expect(methodsOf(built)).toMatchObject({
      'ANY /': 'CorsEchoFunction CUSTOM',
      'ANY /{proxy+}': 'CorsEchoFunction CUSTOM',
    });
    const evaluator = middlewarePart(environmentOf(built));
    expect(environmentOf(built, /Echo/)).toEqual(evaluator);
  });

  test('a function that uses withCors is given what that needs, also behind an alias', () => {
    const built = gateway((stack) => {
      const version = backendFunction(stack).currentVersion as IVersion;
      const alias = new Alias(stack, 'Live', { aliasName: 'live', version });
      return {
        backends: { '/services/data': CorsBackend.lambdaFunction(alias as IFunction, { middleware: true }) },
        defaultBackend: CorsBackend.lambdaFunction(backendFunction(stack, 'Plain'), { middleware: false }),
      };
    });
    const evaluator = middlewarePart(environmentOf(built));
    expect(environmentOf(built, /Backend/)).toEqual(evaluator);
    const functions = Object.entries(built.resources<object>('AWS::Lambda::Function'));
    const plain = functions.find(([id]) => id.startsWith('Plain'));
    expect(plain![1].Properties).not.toHaveProperty('Environment');
  });

  test('an imported function answers too', () => {
    const built = gateway((stack) => ({
      defaultBackend: CorsBackend.lambdaFunction(
        LambdaFunction.fromFunctionAttributes(stack, 'Imported', {
          functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:backend',
          sameEnvironment: true,
        }),
      ),
    }));
    expect(methodsOf(built)).toMatchObject({ 'ANY /': 'imported CUSTOM' });
    expect(idsOf(built, 'AWS::Lambda::Permission')).toHaveLength(2);
  });
});

describe('an OAuth upstream', () => {
  const upstream = {
    issuer: 'https://idp.example.com/realms/one',
    paths: { '/services/oauth2/pkce/generator': '/pkce' },
    pages: ['/interaction'],
  };

  test('answers the endpoints with a role, those that are named, and its pages', () => {
    const built = gateway(() => ({ oauthUpstream: upstream, defaultBackend: CorsBackend.echo() }));
    const evaluated = Object.entries(methodsOf(built)).filter(
      ([key, value]) => key.startsWith('ANY') && value === EVALUATOR,
    );
    expect(evaluated.map(([key]) => key).sort()).toEqual([
      'ANY /.well-known/openid-configuration',
      'ANY /interaction',
      'ANY /interaction/{proxy+}',
      'ANY /services/oauth2/authorize',
      'ANY /services/oauth2/id/keys',
      'ANY /services/oauth2/introspect',
      'ANY /services/oauth2/pkce/generator',
      'ANY /services/oauth2/revoke',
      'ANY /services/oauth2/token',
      'ANY /services/oauth2/userinfo',
    ]);
    expect(readUpstreams(environmentOf(built))).toEqual({ http: [], oauth: upstream, timeoutMillis: 25_000 });
  });

  test('has pages that are closed to cross-origin requests and open to navigation', () => {
    const document = readPolicyDocument(environmentOf(gateway(() => ({ oauthUpstream: upstream }))));
    expect(document.endpoints.filter(({ path }) => path === '/interaction')).toMatchObject([
      { match: 'prefix', access: 'closed', page: true, methods: ['GET', 'HEAD', 'POST'] },
    ]);
  });

  test('leaves a page alone that the table has already', () => {
    const page = CorsEndpoint.allowlist('/interaction', { match: PathMatch.PREFIX, page: true });
    const endpoints = CorsEndpoints.salesforce().plus([page]);
    const document = readPolicyDocument(
      environmentOf(gateway(() => ({ oauthUpstream: upstream, endpoints }))),
    );
    expect(document.endpoints.filter(({ path }) => path === '/interaction')).toMatchObject([
      { access: 'allowlist' },
    ]);
  });

  test('may stand on this machine', () => {
    const oauthUpstream = { issuer: 'http://localhost:9000' };
    expect(readUpstreams(environmentOf(gateway(() => ({ oauthUpstream })))).oauth?.issuer).toBe(
      'http://localhost:9000',
    );
  });
});

describe('hosts', () => {
  const certificateOf = (stack: Stack) =>
    Certificate.fromCertificateArn(
      stack,
      'Certificate',
      'arn:aws:acm:eu-central-1:123456789012:certificate/one',
    );

  test('a custom host has a regional domain name that is mapped to the stage', () => {
    const built = gateway((stack) => ({
      hosts: [
        CorsHost.custom({
          domainName: 'login.example.com',
          certificate: certificateOf(stack),
          kind: HostKind.MY_DOMAIN,
        }),
      ],
    }));
    built.template.hasResourceProperties('AWS::ApiGateway::DomainName', {
      DomainName: 'login.example.com',
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'TLS_1_2',
    });
    const [stage] = idsOf(built, 'AWS::ApiGateway::Stage');
    built.template.hasResourceProperties('AWS::ApiGateway::BasePathMapping', {
      BasePath: Match.absent(),
      Stage: { Ref: stage },
    });
    expect(readPolicyDocument(environmentOf(built)).hosts).toEqual([
      { domainName: 'login.example.com', kind: 'my-domain' },
    ]);
  });

  test('a base path is mapped, one of several segments by a mapping that takes it', () => {
    const built = gateway((stack) => {
      const certificate = certificateOf(stack);
      const host = (domainName: string, basePath: string): CorsHost =>
        CorsHost.custom({ domainName, certificate, kind: HostKind.API, basePath });
      return { hosts: [host('one.example.com', '/v1'), host('two.example.com', '/api/v1')] };
    });
    built.template.hasResourceProperties('AWS::ApiGateway::BasePathMapping', { BasePath: 'v1' });
    built.template.hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', { ApiMappingKey: 'api/v1' });
  });

  test('a host that exists is only named', () => {
    const built = gateway(() => ({
      hosts: [CorsHost.existing('site.example.com', HostKind.EXPERIENCE_CLOUD_SITE)],
      executeApiHostKind: HostKind.NONE,
    }));
    expect(built.resources('AWS::ApiGateway::DomainName')).toEqual({});
    expect(readPolicyDocument(environmentOf(built))).toMatchObject({
      hosts: [{ domainName: 'site.example.com', kind: 'experience-cloud-site' }],
      executeApiHostKind: 'none',
    });
  });

  test('a path prefix has the routes of functions below it, because API Gateway does not take it off', () => {
    const built = gateway((stack) => ({
      hosts: [
        CorsHost.existing('a.example.com', HostKind.EXPERIENCE_CLOUD_SITE, { pathPrefix: '/partners' }),
        CorsHost.existing('b.example.com', HostKind.EXPERIENCE_CLOUD_SITE, { pathPrefix: '/partners' }),
      ],
      backends: { '/services/data': CorsBackend.lambdaFunction(backendFunction(stack)) },
    }));
    expect(methodsOf(built)).toMatchObject({
      'ANY /services/data/{proxy+}': 'Backend CUSTOM',
      'ANY /partners/services/data': 'Backend CUSTOM',
      'ANY /partners/services/data/{proxy+}': 'Backend CUSTOM',
    });
  });

  test('gives the custom domain name for its DNS record', () => {
    stackOf((stack) => {
      const certificate = certificateOf(stack);
      const host = CorsHost.custom({
        domainName: 'login.example.com',
        certificate,
        kind: HostKind.MY_DOMAIN,
      });
      const made = new CorsGateway(stack, 'Cors', { hosts: [host] });
      expect(made.customDomain('login.example.com')).toBeInstanceOf(DomainName);
      expect(() => made.customDomain('other.example.com')).toThrow(/domainName is "other.example.com"/);
    });
  });

  test('may be the only way in', () => {
    const built = gateway((stack) => ({
      disableExecuteApiEndpoint: true,
      hosts: [
        CorsHost.custom({
          domainName: 'a.example.com',
          certificate: certificateOf(stack),
          kind: HostKind.API,
        }),
      ],
    }));
    built.template.hasResourceProperties('AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: true });
  });
});

describe('the stage', () => {
  test('takes a name, limits and a retention', () => {
    const built = gateway(() => ({
      stageName: 'v1',
      throttlingRateLimit: 100,
      throttlingBurstLimit: 20,
      logRetention: RetentionDays.ONE_DAY,
    }));
    built.template.hasResourceProperties('AWS::ApiGateway::Stage', {
      StageName: 'v1',
      MethodSettings: [Match.objectLike({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 20 })],
    });
    built.template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 1 });
  });

  test('can leave the role for logs to others', () => {
    const built = gateway(() => ({ cloudWatchRole: false }));
    expect(built.resources('AWS::ApiGateway::Account')).toEqual({});
  });

  test('is in the URL, which has no slash at its end', () => {
    stackOf((stack) => {
      const { url } = new CorsGateway(stack, 'Cors', { stageName: 'v1' });
      expect(JSON.stringify(stack.resolve(url))).toMatch(
        /execute-api.*"\/",\{"Ref":"CorsApiDeploymentStagev1[0-9A-F]+"\}\]\]\}$/,
      );
    });
  });
});

interface PermissionProperties {
  readonly Principal: string;
  readonly Action: string;
  readonly SourceArn: { readonly 'Fn::Join': [string, unknown[]] };
}

describe('permissions', () => {
  test('are one for an API and a function, with 150 resources', () => {
    const built = gateway((stack) => {
      const backend = CorsBackend.lambdaFunction(backendFunction(stack));
      const paths = Array.from({ length: 75 }, (_, i) => `/services/data/part-${i}`);
      return { backends: Object.fromEntries(paths.map((path) => [path, backend])) };
    });
    const resources = Object.values(built.resources('AWS::ApiGateway::Resource'));
    expect(resources.length).toBeGreaterThanOrEqual(150);
    const permissions = Object.values(built.resources<PermissionProperties>('AWS::Lambda::Permission'));
    expect(permissions).toHaveLength(2);
    for (const { Properties } of permissions) {
      expect(Properties.Principal).toBe('apigateway.amazonaws.com');
      expect(Properties.Action).toBe('lambda:InvokeFunction');
      const [api] = idsOf(built, 'AWS::ApiGateway::RestApi');
      expect(Properties.SourceArn['Fn::Join'][1].slice(-2)).toEqual([{ Ref: api }, '/*']);
    }
  });
});
