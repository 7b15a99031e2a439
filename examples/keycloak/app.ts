import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Construct } from 'constructs';
import { ClientSecrets, CorsEndpoints, CorsGateway, CorsHost, HostKind } from '../../lib';

/** A realm, its public name, and where its server is reached. */
export interface RealmGatewayProps extends StackProps {
  readonly realm: string;
  /** Host by which browsers know Keycloak, its option `hostname`: `login.example.com`. */
  readonly domainName: string;
  /** ARN of a certificate for it in the region of the stack. */
  readonly certificateArn: string;
  /** Scheme, host and port of the server: `https://keycloak.internal.example.com`. */
  readonly address: string;
}

/**
 * A realm of Keycloak by the gateway's name, on Keycloak's own paths: keycloak-js and strict clients need to know nothing of the
 * gateway. Pages of listed origins get tokens, browsers see the pages of the log-in, and `/admin` is not reached.
 */
export class RealmGateway extends Stack {
  constructor(scope: Construct, id: string, props: RealmGatewayProps) {
    const { realm, domainName, certificateArn, address, ...stackProps } = props;
    super(scope, id, stackProps);
    const certificate = Certificate.fromCertificateArn(this, 'Certificate', certificateArn);
    new CorsGateway(this, 'Cors', {
      endpoints: CorsEndpoints.keycloak({ realm }),
      oauthUpstream: { issuer: `https://${domainName}/realms/${realm}`, address },
      hosts: [CorsHost.custom({ domainName, certificate, kind: HostKind.MY_DOMAIN })],
      // Whoever wants tokens goes to the public name, which Keycloak writes into them.
      disableExecuteApiEndpoint: true,
      // A client secret in a page is everybody's.
      clientSecrets: ClientSecrets.BLOCK,
    });
  }
}

if (require.main === module) {
  new RealmGateway(new App(), 'RealmGateway', {
    realm: 'main',
    domainName: 'login.example.com',
    certificateArn: 'arn:aws:acm:eu-central-1:111111111111:certificate/12345678-1234-1234-1234-123456789012',
    address: 'https://keycloak.internal.example.com',
  });
}
