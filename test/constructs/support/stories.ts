import { Duration, type Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import {
  AdminAuth,
  CorsAllowlist,
  CorsBackend,
  CorsEndpoint,
  CorsEndpoints,
  CorsGateway,
  CorsHost,
  Enforcement,
  HostKind,
  PathMatch,
} from '../../../lib';
import { backendFunction } from './backend-function';
import { WITH_TABLE } from './with-table';

/** Stacks that people build. A snapshot and the template checks hold each. */
export const STORIES: Readonly<Record<string, (stack: Stack) => void>> = {
  'a gateway without props': (stack) => new CorsGateway(stack, 'Cors'),
  "functions behind a table of one's own, judged but not yet enforced": (stack) => {
    new CorsGateway(stack, 'Cors', {
      adminApi: false,
      endpoints: CorsEndpoints.of([
        CorsEndpoint.publicAccess('/status'),
        CorsEndpoint.allowlist('/orders', {
          match: PathMatch.PREFIX,
          credentials: true,
          maxAge: Duration.minutes(10),
        }),
      ]),
      backends: { '/orders': CorsBackend.lambdaFunction(backendFunction(stack), { middleware: true }) },
      defaultBackend: CorsBackend.lambdaFunction(backendFunction(stack, 'Site')),
      enforcement: Enforcement.REPORT,
      stageName: 'v1',
      throttlingRateLimit: 100,
      throttlingBurstLimit: 50,
    });
  },
  'an issuer and a server behind hosts of their own': (stack) => {
    const arn = 'arn:aws:acm:eu-central-1:123456789012:certificate/one';
    const certificate = Certificate.fromCertificateArn(stack, 'Certificate', arn);
    new CorsGateway(stack, 'Cors', {
      adminApi: false,
      disableExecuteApiEndpoint: true,
      hosts: [
        CorsHost.custom({ domainName: 'login.example.com', certificate, kind: HostKind.MY_DOMAIN }),
        CorsHost.custom({
          domainName: 'site.example.com',
          certificate,
          kind: HostKind.EXPERIENCE_CLOUD_SITE,
          pathPrefix: '/partners',
        }),
      ],
      sameOriginAliases: ['https://www.example.com'],
      backends: { '/services/data': CorsBackend.http('https://api.example.com') },
      oauthUpstream: { issuer: 'https://idp.example.com', pages: ['/interaction'] },
    });
  },
  'administrators of a user pool': (stack) => {
    new CorsGateway(stack, 'Cors', { adminAuth: AdminAuth.cognito(new UserPool(stack, 'Pool')) });
  },
  'origins and settings from the start': (stack) => {
    new CorsAllowlist(stack, 'Allowlist', {
      ...WITH_TABLE,
      initialOrigins: [
        { pattern: 'https://www.example.com', name: 'Site', description: 'Ours' },
        { pattern: 'https://*.partner.example', expiresAt: '2099-12-31T23:59:59Z' },
      ],
      initialSettings: { enableCorsForOAuthEndpoints: true },
    });
  },
  'an allowlist in front of an API that exists': (stack) => {
    const api = new RestApi(stack, 'Orders');
    api.root.addMethod('GET', new LambdaIntegration(backendFunction(stack)));
    new CorsAllowlist(stack, 'Allowlist', WITH_TABLE).protect(api);
  },
};
