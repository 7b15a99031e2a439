import type { HostKind } from './host-kind';

/** When a cross-origin request to an endpoint is allowed. */
export type Access = 'public' | 'allowlist' | 'oauth' | 'closed';

/** What an endpoint is to OAuth and OpenID Connect, so that an issuer's endpoint of the same role can stand behind it. */
export type OAuthRole =
  'openid-configuration' | 'jwks' | 'authorize' | 'token' | 'introspect' | 'revoke' | 'userinfo';

/** How a rule's path stands for request paths: the very path, or it and everything below it. */
export type PathMatch = 'exact' | 'prefix';

/** One row of the endpoint table. */
export interface EndpointRule {
  /** Absolute path; a segment `v*` stands for one segment `v` digits `.` digits. A prefix ends at a segment. */
  readonly path: string;
  readonly match: PathMatch;
  readonly access: Access;
  /** Methods that a preflight answers with; they never change the verdict. */
  readonly methods: readonly string[];
  /** Host kinds on which cross-origin requests are supported; `public` endpoints do not look at them. */
  readonly hostKinds: readonly HostKind[];
  /** A page that browsers navigate to: navigations pass, whatever `Origin` says. */
  readonly page?: boolean;
  /** Whether answers carry `Access-Control-Allow-Credentials: true`. */
  readonly credentials?: boolean;
  /** Replaces the policy's `Access-Control-Expose-Headers`. */
  readonly exposedHeaders?: readonly string[];
  /** Fixed `Access-Control-Allow-Headers`; without it the requested names are echoed. */
  readonly allowedHeaders?: readonly string[];
  /** Replaces the policy's `Access-Control-Max-Age`, in seconds. */
  readonly maxAgeSeconds?: number;
  readonly role?: OAuthRole;
}
