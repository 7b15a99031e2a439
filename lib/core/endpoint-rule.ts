import type { HostKind } from './host-kind';

/** Every access class: when a cross-origin request to an endpoint is allowed. */
export const ACCESSES = ['public', 'allowlist', 'oauth', 'closed'] as const;
export type Access = (typeof ACCESSES)[number];

/** Every role of an endpoint in OAuth and OpenID Connect; an issuer's endpoint of the same role can serve it. */
export const OAUTH_ROLES = [
  'openid-configuration',
  'jwks',
  'authorize',
  'token',
  'introspect',
  'revoke',
  'userinfo',
  'end-session',
  'device-authorization',
  'pushed-authorization',
  'registration',
  'backchannel-authentication',
] as const;
export type OAuthRole = (typeof OAUTH_ROLES)[number];

/** Every way in which a rule's path names request paths: only the path itself, or also everything below it. */
export const PATH_MATCHES = ['exact', 'prefix'] as const;
export type PathMatch = (typeof PATH_MATCHES)[number];

/** One row of the endpoint table. */
export interface EndpointRule {
  /**
   * Absolute path. A segment `v*` names one segment `v` digits `.` digits, `{name}` any one segment, and `{name+}` at the end
   * one or more further segments. A prefix ends at a segment.
   */
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
  /** Name of the check of tokens (`TokensDocument`), in place of that of the route or upstream. The decision does not look at it. */
  readonly tokens?: string;
  /** Scopes that every request needs beside those of the check, all of them. */
  readonly scopes?: readonly string[];
  /** Further scopes by method, in upper case. */
  readonly methodScopes?: Readonly<Record<string, readonly string[]>>;
  /** First API version that browser extensions may call, by the version that the path names. */
  readonly extensionsFrom?: number;
}
