import type { Duration } from 'aws-cdk-lib';
import type { Access, EndpointRule, HostKind as RuleHostKind } from '../core';
import { HostKind } from './host-kind';
import type { OAuthRole } from './oauth-role';
import { PathMatch } from './path-match';
import { defined, literal, optionalSecondsOf } from './private/synth/values';

/** What an endpoint of the table may say besides its path and access. */
export interface CorsEndpointOptions {
  /**
   * Whether the path stands for itself alone, or for everything below it too.
   *
   * @default PathMatch.EXACT
   */
  readonly match?: PathMatch;

  /**
   * Methods that a preflight answers with. They never change the verdict. `OPTIONS` is answered by the gateway itself.
   *
   * @default - GET and HEAD for public endpoints, none for closed ones; GET, HEAD, POST, PUT, PATCH and DELETE for the others
   */
  readonly methods?: string[];

  /**
   * Kinds of host on which cross-origin requests are supported. Public endpoints work on every host.
   *
   * @default - every kind
   */
  readonly hostKinds?: HostKind[];

  /**
   * Whether browsers navigate here: navigations pass, whatever their `Origin` says. A closed endpoint can be a page too
   * (callbacks, logout).
   *
   * @default false
   */
  readonly page?: boolean;

  /**
   * Whether answers carry `Access-Control-Allow-Credentials: true`. Not for public endpoints.
   *
   * @default false
   */
  readonly credentials?: boolean;

  /**
   * Response headers that pages may read.
   *
   * @default - the `exposedHeaders` of the allowlist or gateway
   */
  readonly exposedHeaders?: string[];

  /**
   * Request headers that a preflight allows.
   *
   * @default - the names that the preflight asks for
   */
  readonly allowedHeaders?: string[];

  /**
   * How long browsers may keep a preflight answer, at most 24 hours.
   *
   * @default - the `maxAge` of the allowlist or gateway
   */
  readonly maxAge?: Duration;

  /**
   * What the endpoint is to OAuth. An OAuth upstream serves the endpoints that have a role, and client secrets are looked
   * for in calls to token, revoke and introspect.
   *
   * @default - no role
   */
  readonly role?: OAuthRole;
}

const READ = ['GET', 'HEAD'];
const ALL_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const ALL_KINDS = [HostKind.MY_DOMAIN, HostKind.EXPERIENCE_CLOUD_SITE, HostKind.API];

/**
 * One row of the endpoint table: a path, and when a cross-origin request to it is allowed.
 *
 * A path is written as requests carry it, without the stage, without a custom domain's base path, and without the path
 * prefix of a host. A segment `v*` stands for one API version, such as `v60.0`. An exact path beats a prefix, and a
 * longer prefix a shorter one.
 */
export class CorsEndpoint {
  /** Every origin may read the answers; never with credentials. */
  public static publicAccess(path: string, options: CorsEndpointOptions = {}): CorsEndpoint {
    return new CorsEndpoint(ruleOf(path, 'public', READ, options));
  }

  /** Origins on the allowlist are allowed. */
  public static allowlist(path: string, options: CorsEndpointOptions = {}): CorsEndpoint {
    return new CorsEndpoint(ruleOf(path, 'allowlist', ALL_METHODS, options));
  }

  /** Origins on the allowlist are allowed while the setting *Enable CORS for OAuth endpoints* is on. */
  public static oauth(path: string, options: CorsEndpointOptions = {}): CorsEndpoint {
    return new CorsEndpoint(ruleOf(path, 'oauth', ALL_METHODS, options));
  }

  /** No cross-origin request is ever allowed; what every path is that no endpoint names. */
  public static closed(path: string, options: CorsEndpointOptions = {}): CorsEndpoint {
    return new CorsEndpoint(ruleOf(path, 'closed', [], options));
  }

  /** @internal */
  public readonly _rule: EndpointRule;

  private constructor(rule: EndpointRule) {
    this._rule = rule;
  }
}

function ruleOf(
  path: string,
  access: Access,
  methods: readonly string[],
  options: CorsEndpointOptions,
): EndpointRule {
  const { page, credentials, exposedHeaders, allowedHeaders, role } = options;
  return {
    path,
    match: literal(options.match ?? PathMatch.EXACT),
    access,
    methods: options.methods ?? methods,
    // A kind that is none is refused with the whole table, where the error can name the construct.
    hostKinds: (options.hostKinds ?? ALL_KINDS) as readonly string[] as readonly RuleHostKind[],
    ...defined({
      page,
      credentials,
      exposedHeaders,
      allowedHeaders,
      maxAgeSeconds: optionalSecondsOf(options.maxAge),
      role: role === undefined ? undefined : literal(role),
    }),
  };
}
