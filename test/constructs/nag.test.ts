import { Stack, Validations, type App } from 'aws-cdk-lib';
import {
  ApiDefinition,
  LambdaIntegration,
  LambdaRestApi,
  RestApi,
  SpecRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ExampleStack } from '../../bin/example-stack';
import {
  AdminAuth,
  CorsAllowlist,
  CorsBackend,
  CorsGateway,
  CorsHost,
  CorsMonitoring,
  HostKind,
} from '../../lib';
import { backendFunction } from './support/backend-function';
import { nagFindings } from './support/nag-findings';
import { scratchApp } from './support/scratch-app';
import { WITH_TABLE } from './support/with-table';

/** Synthesizes with every rule of AwsSolutions, and gives the findings that nothing acknowledges. */
function check(build: (stack: Stack) => void): { stack: Stack; findings: string[] } {
  const app = scratchApp();
  const stack = new Stack(app, 'Example');
  build(stack);
  return { stack, findings: findingsOf(app) };
}

function findingsOf(app: App): string[] {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return nagFindings(app);
}

/** A firewall costs money, so that the finding is the user's: a stage without a web ACL. */
const NO_WEB_ACL = 'AwsSolutions-APIG3';

/** The findings that are ours. */
function others(findings: readonly string[]): string[] {
  return findings.filter((finding) => finding !== NO_WEB_ACL);
}

/** Findings that are acknowledged somewhere below a construct, with their reasons. */
function acknowledged(stack: Stack): [string, string][] {
  const metadata = stack.node.findAll().flatMap(({ node }) => node.metadata);
  return metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>));
}

function cognito(stack: Stack): AdminAuth {
  const arn = 'arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_pool';
  return AdminAuth.cognito(UserPool.fromUserPoolArn(stack, 'Pool', arn));
}

test('the rules find what is not acknowledged', () => {
  const { findings } = check((stack) => {
    new CorsGateway(stack, 'Cors');
    new Bucket(stack, 'Open');
  });
  expect(others(findings).sort()).toEqual(['AwsSolutions-S1', 'AwsSolutions-S10']);
});

test.each<[string, (stack: Stack) => void]>([
  ['an allowlist', (stack) => new CorsAllowlist(stack, 'Allowlist', WITH_TABLE)],
  [
    'an allowlist with initial origins',
    (stack) =>
      new CorsAllowlist(stack, 'Allowlist', {
        ...WITH_TABLE,
        initialOrigins: [{ pattern: 'https://a.example' }],
        initialSettings: { enableCorsForOAuthEndpoints: true },
      }),
  ],
  [
    'a gateway that is watched and publishes its changes',
    (stack) => {
      const gateway = new CorsGateway(stack, 'Cors', { changeEvents: {} });
      new CorsMonitoring(stack, 'Monitoring', { gateway, alarms: { adminThrottled: { threshold: 1 } } });
    },
  ],
  ['a gateway without props', (stack) => new CorsGateway(stack, 'Cors')],
  ['an admin API with a user pool', (stack) => new CorsGateway(stack, 'Cors', { adminAuth: cognito(stack) })],
  [
    'a gateway with everything',
    (stack) => {
      const arn = 'arn:aws:acm:eu-central-1:123456789012:certificate/one';
      const certificate = Certificate.fromCertificateArn(stack, 'Certificate', arn);
      new CorsGateway(stack, 'Cors', {
        hosts: [CorsHost.custom({ domainName: 'login.example.com', certificate, kind: HostKind.MY_DOMAIN })],
        backends: { '/services/data': CorsBackend.http('https://api.example.com') },
        defaultBackend: CorsBackend.echo(),
        oauthUpstream: { issuer: 'https://idp.example.com', pages: ['/interaction'] },
      });
    },
  ],
])('%s has no findings but those that are acknowledged with a reason', (_, build) => {
  const { stack, findings } = check(build);
  expect(others(findings)).toEqual([]);
  const answered = acknowledged(stack);
  expect(answered.length).toBeGreaterThan(0);
  for (const [id, reason] of answered) {
    expect(id).toMatch(/^annotation::[A-Za-z0-9.]+-[A-Z][A-Za-z]+\d*/);
    expect(reason.length).toBeGreaterThan(30);
  }
});

test('a stage without a web ACL is a finding of the user, and one with it is none', () => {
  const props = { adminApi: false };
  const arn = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/ours/0a1b';
  expect(check((stack) => new CorsGateway(stack, 'Cors', props)).findings).toEqual([NO_WEB_ACL]);
  expect(check((stack) => new CorsGateway(stack, 'Cors', { ...props, webAclArn: arn })).findings).toEqual([]);
});

describe('what is added to an API of a user has no findings of its own', () => {
  const addedFindings = (build: (stack: Stack, allowlist?: CorsAllowlist) => void): string[] => {
    const before = check((stack) => {
      build(stack);
    }).findings;
    const after = check((stack) => {
      build(stack, new CorsAllowlist(stack, 'Allowlist', WITH_TABLE));
    }).findings;
    for (const finding of before) {
      if (after.includes(finding)) after.splice(after.indexOf(finding), 1);
    }
    return after;
  };

  test.each<[string, (stack: Stack, allowlist?: CorsAllowlist) => void]>([
    [
      'a RestApi',
      (stack, allowlist) => {
        const api = new LambdaRestApi(stack, 'Api', { handler: backendFunction(stack) });
        allowlist?.protect(api);
      },
    ],
    [
      'an API from a document',
      (stack, allowlist) => {
        const uri = backendFunction(stack).functionArn;
        const definition = {
          openapi: '3.0.1',
          paths: { '/orders': { get: { 'x-amazon-apigateway-integration': { type: 'aws_proxy', uri } } } },
        };
        const apiDefinition =
          allowlist?.protectedDefinition(definition) ?? ApiDefinition.fromInline(definition);
        new SpecRestApi(stack, 'Api', { apiDefinition });
      },
    ],
    [
      'an imported API',
      (stack, allowlist) => {
        const attributes = { restApiId: 'abc123', rootResourceId: 'root1' };
        const orders = RestApi.fromRestApiAttributes(stack, 'Api', attributes).root.addResource('orders');
        orders.addMethod('GET', new LambdaIntegration(backendFunction(stack)));
        allowlist?.protect(orders);
      },
    ],
  ])('%s', (_, build) => {
    expect(addedFindings(build)).toEqual([]);
  });
});

test.each(['iam', 'cognito'] as const)('the example app with %s has no other findings', (adminAuth) => {
  const app = scratchApp();
  new ExampleStack(app, 'Example', { adminAuth });
  expect(others(findingsOf(app))).toEqual([]);
});
