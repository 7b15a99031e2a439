import { CfnOutput, Stack, Validations, type RemovalPolicy, type StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnUserPoolGroup, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { AdminAuth, CorsBackend, CorsGateway, CorsHost, HostKind, type CorsGatewayProps } from '../lib';

/** The choices of the example app. */
export interface ExampleStackProps extends StackProps {
  /** Hosts on which the gateway answers, besides its own execute-api host. */
  readonly hosts?: readonly CorsHost[];
  /** Further origins that are the gateway's own. */
  readonly sameOriginAliases?: readonly string[];
  /** Issuer behind the OAuth endpoints; without one the echo function answers them. */
  readonly oauthUpstream?: string;
  /** Host of a site, for which a custom domain name is made. */
  readonly site?: { readonly domainName: string; readonly certificateArn: string };
  /** How the admin API knows its callers; `cognito` makes a user pool. Default: `iam`. */
  readonly adminAuth?: 'iam' | 'cognito';
  /** Removal policy of the table; by default the table stays when the stack is deleted. */
  readonly removalPolicy?: RemovalPolicy;
}

/** The example app: a gateway with the preset `salesforce`, an echo function behind it, and the admin API. */
export class ExampleStack extends Stack {
  /** The gateway of the example. */
  readonly gateway: CorsGateway;

  constructor(scope: Construct, id: string, props: ExampleStackProps = {}) {
    const {
      hosts = [],
      sameOriginAliases = [],
      oauthUpstream,
      site,
      removalPolicy,
      adminAuth,
      ...stackProps
    } = props;
    super(scope, id, stackProps);
    this.gateway = new CorsGateway(this, 'Cors', {
      hosts: [...hosts, ...(site === undefined ? [] : [this.siteHost(site)])],
      sameOriginAliases: [...sameOriginAliases],
      defaultBackend: CorsBackend.echo(),
      ...(oauthUpstream === undefined ? {} : { oauthUpstream: issuerAt(oauthUpstream) }),
      ...(removalPolicy === undefined ? {} : { removalPolicy }),
      ...(adminAuth === 'cognito' ? { adminAuth: this.userPoolAuth() } : {}),
    });
  }

  /** A user pool with a group for each permission, and a client with which its users sign in. */
  private userPoolAuth(): AdminAuth {
    const userPool = new UserPool(this, 'Administrators', {
      selfSignUpEnabled: false,
      signInCaseSensitive: false,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
    });
    Validations.of(userPool).acknowledge(
      {
        id: 'AwsSolutions-COG2',
        reason: 'An example that is tried by script; ask administrators for a second factor.',
      },
      { id: 'AwsSolutions-COG8', reason: 'An example; the plan with threat protection costs by the user.' },
    );
    for (const groupName of ['view-allowlist', 'manage-allowlist', 'manage-settings']) {
      new CfnUserPoolGroup(this, `Group-${groupName}`, { userPoolId: userPool.userPoolId, groupName });
    }
    const client = userPool.addClient('Console', {
      authFlows: { userSrp: true, userPassword: true },
      generateSecret: false,
      // The sign-in here is by SRP; OAuth would be on, with the implicit flow and a callback at example.com.
      disableOAuth: true,
    });
    new CfnOutput(this, 'UserPoolId', { value: userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: client.userPoolClientId });
    return AdminAuth.cognito(userPool);
  }

  private siteHost({ domainName, certificateArn }: NonNullable<ExampleStackProps['site']>): CorsHost {
    const certificate = Certificate.fromCertificateArn(this, 'SiteCertificate', certificateArn);
    return CorsHost.custom({ domainName, certificate, kind: HostKind.EXPERIENCE_CLOUD_SITE });
  }
}

/** Where issuers at the root of their host keep their own pages; below a path, all of the path is theirs. */
const ISSUER_PAGES = ['/interaction', '/auth', '/session', '/login', '/logout', '/consent', '/device'];

function issuerAt(issuer: string): NonNullable<CorsGatewayProps['oauthUpstream']> {
  const path = URL.canParse(issuer) ? new URL(issuer).pathname.replace(/\/$/, '') : '';
  return { issuer, pages: path === '' ? ISSUER_PAGES : [path] };
}
