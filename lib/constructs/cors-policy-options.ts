import type { Duration } from 'aws-cdk-lib';
import type { ClientSecrets } from './client-secrets';
import type { CorsEndpoints } from './cors-endpoints';
import type { CorsHost } from './cors-host';
import type { Enforcement } from './enforcement';
import type { HostKind } from './host-kind';

/** What is fixed at deployment: which paths answer whom, on which hosts, and how. */
export interface CorsPolicyOptions {
  /**
   * The endpoint table. Every path that it does not name is closed to cross-origin requests.
   *
   * @default CorsEndpoints.salesforce()
   */
  readonly endpoints?: CorsEndpoints;

  /**
   * Hosts on which the API answers, besides its own execute-api host.
   *
   * @default - no other host
   */
  readonly hosts?: CorsHost[];

  /**
   * What the API's own execute-api host is.
   *
   * @default HostKind.MY_DOMAIN
   */
  readonly executeApiHostKind?: HostKind;

  /**
   * Further origins that are the API's own, such as that of a CDN in front of it: `https://www.example.com`. Every host with
   * a kind is an own origin anyway.
   *
   * @default - none
   */
  readonly ownOrigins?: string[];

  /**
   * What happens to cross-origin requests that are not allowed.
   *
   * @default Enforcement.ENFORCE
   */
  readonly enforcement?: Enforcement;

  /**
   * For how long what was found in the table is used without asking again; so long a change takes to be in force
   * everywhere. From 0 to 300 seconds; with 0 every verdict reads the table.
   *
   * @default Duration.seconds(10)
   */
  readonly cacheTtl?: Duration;

  /**
   * For how long what was found may be used while the table cannot be read. What was not found within this time is
   * refused. At most 24 hours; with 0 nothing is used past `cacheTtl`.
   *
   * @default Duration.minutes(15)
   */
  readonly staleTtl?: Duration;

  /**
   * Response headers that pages may read, besides those that a backend exposes itself.
   *
   * @default - WWW-Authenticate, x-amzn-remapped-www-authenticate, Retry-After, ETag, Location and DPoP-Nonce
   */
  readonly exposedHeaders?: string[];

  /**
   * How long browsers may keep a preflight answer, at most 24 hours. It never prolongs access: the request that follows is
   * judged again.
   *
   * @default Duration.hours(2)
   */
  readonly maxAge?: Duration;

  /**
   * What happens to cross-origin calls to token, revoke and introspect that carry a client secret.
   *
   * @default ClientSecrets.REPORT
   */
  readonly clientSecrets?: ClientSecrets;
}
