import { App, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CorsBackend, CorsEndpoint, CorsEndpoints, CorsGateway, OAuthRole, type CorsHost } from '../../lib';

/** Where a Keycloak stands. */
export interface KeycloakGatewayProps extends StackProps {
  /** Origin of the server: `https://login.internal.example.com`. */
  readonly server: string;
  readonly realm: string;
  /**
   * A custom domain name without a base path, for the pages of the login: they name each other from the root of the host.
   * Not needed for endpoints that scripts call.
   */
  readonly host?: CorsHost;
}

/**
 * The OAuth endpoints of the preset in front of a Keycloak. Its discovery document says where they are; what it names
 * elsewhere, or not at all, is written down in `paths`.
 */
export class KeycloakGateway extends Stack {
  constructor(scope: Construct, id: string, { server, realm, host, ...props }: KeycloakGatewayProps) {
    super(scope, id, props);
    new CorsGateway(this, 'Cors', {
      oauthUpstream: {
        issuer: `${server}/realms/${realm}`,
        // The path of the table, and the issuer's own.
        paths: { '/services/oauth2/introspect': `/realms/${realm}/protocol/openid-connect/token/introspect` },
        // The pages that a browser sees during a login: forms of the realm, styles and scripts of the theme.
        pages: [`/realms/${realm}`, '/resources'],
      },
      ...(host === undefined ? {} : { hosts: [host] }),
    });
  }
}

/** Where a user pool stands. */
export interface CognitoGatewayProps extends StackProps {
  /** Host of the user pool's domain: `example.auth.eu-central-1.amazoncognito.com`. */
  readonly domain: string;
  /** Id of the user pool: `eu-central-1_AbCdEfGhI`. */
  readonly userPoolId: string;
}

/**
 * The endpoints of Amazon Cognito that scripts call, under the paths that clients know. Its discovery document is on
 * another host than they do, so each is written down. The page of the login is navigated to and needs no CORS: clients go
 * to the domain of the user pool for it.
 */
export class CognitoGateway extends Stack {
  constructor(scope: Construct, id: string, { domain, userPoolId, ...props }: CognitoGatewayProps) {
    super(scope, id, props);
    const post = { methods: ['POST'] };
    const keys = '/.well-known/jwks.json';
    new CorsGateway(this, 'Cors', {
      endpoints: CorsEndpoints.of([
        CorsEndpoint.oauth('/services/oauth2/token', { ...post, role: OAuthRole.TOKEN }),
        CorsEndpoint.oauth('/services/oauth2/revoke', { ...post, role: OAuthRole.REVOKE }),
        CorsEndpoint.allowlist('/services/oauth2/userinfo', { role: OAuthRole.USERINFO }),
        CorsEndpoint.publicAccess(keys),
      ]),
      oauthUpstream: {
        issuer: `https://${domain}`,
        paths: {
          '/services/oauth2/token': '/oauth2/token',
          '/services/oauth2/revoke': '/oauth2/revoke',
          '/services/oauth2/userinfo': '/oauth2/userInfo',
        },
      },
      // The keys are on the other host.
      backends: {
        [keys]: CorsBackend.http(`https://cognito-idp.${this.region}.${this.urlSuffix}/${userPoolId}`),
      },
    });
  }
}

if (require.main === module) {
  const app = new App();
  new KeycloakGateway(app, 'KeycloakGateway', {
    server: 'https://login.internal.example.com',
    realm: 'main',
  });
  new CognitoGateway(app, 'CognitoGateway', {
    domain: 'example.auth.eu-central-1.amazoncognito.com',
    userPoolId: 'eu-central-1_AbCdEfGhI',
  });
}
