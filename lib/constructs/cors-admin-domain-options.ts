import type { SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';

/** A custom domain name of an admin API. */
export interface CorsAdminDomainOptions {
  /** The domain name, lower-case, without scheme and port. */
  readonly domainName: string;

  /** Certificate for the domain name, in the region of the API. */
  readonly certificate: ICertificate;

  /**
   * Base path of the domain name's mapping, such as `/cors`. The console is then at `/cors/console`, the routes at `/cors/cors/v1`.
   *
   * @default - the API answers at the root of the domain name
   */
  readonly basePath?: string;

  /**
   * Security policy of the domain name: the TLS versions and ciphers that it accepts.
   *
   * @default SecurityPolicy.TLS_1_2
   */
  readonly securityPolicy?: SecurityPolicy;
}
