import type { Duration } from 'aws-cdk-lib';
import type { HostKind } from './host-kind';

/** Options that all endpoints of a table from routes share, and that each endpoint can have. */
export interface CorsRouteOptions {
  /**
   * Kinds of host on which the endpoint answers cross-origin requests. Public endpoints answer on every host.
   *
   * @default - every kind
   */
  readonly hostKinds?: HostKind[];

  /**
   * Whether answers carry `Access-Control-Allow-Credentials: true`, so that pages can send cookies. Not for public endpoints.
   * Entries with `allowSharedOrigin` do not count on such an endpoint.
   *
   * @default false
   */
  readonly credentials?: boolean;

  /**
   * Response headers that pages may read, in place of the list of the allowlist or gateway.
   *
   * @default - the `exposedHeaders` of the allowlist or gateway
   */
  readonly exposedHeaders?: string[];

  /**
   * Request headers that the answer to a preflight allows.
   *
   * @default - the names that the preflight asks for
   */
  readonly allowedHeaders?: string[];

  /**
   * How long browsers may keep the answer to a preflight, in whole seconds up to 24 hours.
   *
   * @default - the `maxAge` of the allowlist or gateway
   */
  readonly maxAge?: Duration;
}
