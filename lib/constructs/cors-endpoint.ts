import {
  READ_METHODS,
  USUAL_METHODS,
  type Access,
  type EndpointRule,
  type HostKind as RuleHostKind,
} from '../core';
import type { CorsRouteOptions } from './cors-route-options';
import { HostKind } from './host-kind';
import type { OAuthRole } from './oauth-role';
import { PathMatch } from './path-match';
import type { TokenCheck } from './token-check';
import { ENDPOINT_TYPES } from './private/policy/endpoint-types';
import { scopeIssues } from './private/policy/token-check-issues';
import { methodNames } from './private/policy/method-names';
import { typedProps } from './private/synth/prop-types';
import type { SynthIssue } from './private/synth/synth-error';
import { defined, literal, optionalSecondsOf } from './private/synth/values';

/** Options of an endpoint, beside its path and its access. */
export interface CorsEndpointOptions extends CorsRouteOptions {
  /**
   * Whether the endpoint is only this path, or everything below it too.
   *
   * @default PathMatch.EXACT
   */
  readonly match?: PathMatch;

  /**
   * Methods that the answer to a preflight lists, so that browsers allow them, in any letter case. `ANY` is all usual ones. They
   * never change the verdict. Leave out `OPTIONS`, which the gateway answers itself.
   *
   * @default - GET and HEAD for public endpoints, none for closed ones; GET, HEAD, POST, PUT, PATCH and DELETE for the others
   */
  readonly methods?: string[];

  /**
   * Whether browsers navigate to this endpoint. Navigations (GET, HEAD and POST) then pass, whatever their `Origin` says. Use it
   * for pages, and for callbacks and logout paths that other sites post forms to. A closed endpoint can be a page too.
   *
   * @default false
   */
  readonly page?: boolean;

  /**
   * The role of the endpoint in OAuth. The OAuth upstream serves the endpoints that have a role, and calls to token, revocation
   * and introspection endpoints are searched for client secrets.
   *
   * @default - no role
   */
  readonly role?: OAuthRole;

  /**
   * How callers of the endpoint are checked, in place of the `tokens` of `protect()` or of the backend. `TokenCheck.none()` leaves its
   * callers unchecked.
   *
   * @default - as `protect()` or the backend says
   */
  readonly tokens?: TokenCheck;

  /**
   * Scopes that every request to the endpoint needs beside those of the check, all of them.
   *
   * @default - no further scopes
   */
  readonly scopes?: string[];

  /**
   * Further scopes by method, as in `{ POST: ['orders:write'] }`. `HEAD` needs those of `GET` where it has none of its own.
   *
   * @default - no further scopes
   */
  readonly methodScopes?: { [method: string]: string[] };
}

const ALL_KINDS = [HostKind.MY_DOMAIN, HostKind.EXPERIENCE_CLOUD_SITE, HostKind.API];

/**
 * One row of the endpoint table: a path, and when a cross-origin request to it is allowed.
 *
 * Write a path as requests carry it, without the stage, without a custom domain's base path, and without the path prefix of a
 * host. A segment `v*` is one API version, such as `v60.0`. An exact path beats a prefix, and a longer prefix a shorter one.
 */
export class CorsEndpoint {
  /** Every origin may read the answers; never with credentials. */
  public static publicAccess(path: string, options: CorsEndpointOptions = {}): CorsEndpoint {
    return new CorsEndpoint(path, 'public', READ_METHODS, options);
  }

  /** Origins on the allowlist are allowed. */
  public static allowlist(path: string, options: CorsEndpointOptions = {}): CorsEndpoint {
    return new CorsEndpoint(path, 'allowlist', USUAL_METHODS, options);
  }

  /** Origins on the allowlist are allowed while the setting *Enable CORS for OAuth endpoints* is on. */
  public static oauth(path: string, options: CorsEndpointOptions = {}): CorsEndpoint {
    return new CorsEndpoint(path, 'oauth', USUAL_METHODS, options);
  }

  /** No cross-origin request is ever allowed. Every path that no endpoint names is closed too. */
  public static closed(path: string, options: CorsEndpointOptions = {}): CorsEndpoint {
    return new CorsEndpoint(path, 'closed', [], options);
  }

  /** @internal */
  public readonly _rule: EndpointRule;

  /**
   * Options of another type, by their own names. They are refused with the whole table, where the error can name the construct.
   *
   * @internal
   */
  public readonly _issues: readonly SynthIssue[];

  /** @internal */
  public readonly _tokens: TokenCheck | undefined;

  private constructor(path: string, access: Access, methods: readonly string[], given: CorsEndpointOptions) {
    const { props, issues } = typedProps(given, ENDPOINT_TYPES, 'options');
    this._rule = ruleOf(path, access, methods, props);
    this._issues = [...issues, ...tokenIssues(props)];
    this._tokens = props.tokens;
  }
}

function ruleOf(
  path: string,
  access: Access,
  methods: readonly string[],
  options: CorsEndpointOptions,
): EndpointRule {
  const { page, credentials, exposedHeaders, allowedHeaders, role, scopes } = options;
  return {
    path,
    match: literal(options.match ?? PathMatch.EXACT),
    access,
    methods: options.methods === undefined ? methods : methodNames(options.methods),
    // An unknown kind is refused with the whole table, where the error can name the construct.
    hostKinds: (options.hostKinds ?? ALL_KINDS) as readonly string[] as readonly RuleHostKind[],
    ...defined({
      page,
      credentials,
      exposedHeaders,
      allowedHeaders,
      maxAgeSeconds: optionalSecondsOf(options.maxAge),
      role: role === undefined ? undefined : literal(role),
      tokens: options.tokens?._name,
      scopes,
      methodScopes: methodScopesOf(options.methodScopes),
    }),
  };
}

function methodScopesOf(given: CorsEndpointOptions['methodScopes']): EndpointRule['methodScopes'] {
  if (given === undefined) return undefined;
  const byMethod: Record<string, readonly string[]> = {};
  for (const [method, scopes] of Object.entries(given)) {
    // One method in two spellings needs the scopes of both.
    const name = method.toUpperCase();
    byMethod[name] = [...new Set([...(byMethod[name] ?? []), ...scopes])];
  }
  return byMethod;
}

/** Checks and scopes that cannot work. */
function tokenIssues({
  tokens,
  scopes,
  methodScopes = {},
  methods = [],
}: CorsEndpointOptions): readonly SynthIssue[] {
  const known = new Set([...USUAL_METHODS, ...methodNames(methods).map((name) => name.toUpperCase())]);
  return [
    ...(tokens?._issues ?? []).map((issue) => ({ ...issue, prop: `tokens.${issue.prop}` })),
    ...scopeIssues('scopes', scopes),
    ...Object.entries(methodScopes).flatMap(([method, list]) => scopeIssues(`methodScopes.${method}`, list)),
    ...Object.keys(methodScopes).flatMap((method) => methodIssues(method, known)),
  ];
}

/** A name that no request has: its scopes would be needed by nobody. */
function methodIssues(value: string, known: ReadonlySet<string>): readonly SynthIssue[] {
  if (known.has(value.toUpperCase())) return [];
  const rule = 'no request has this method, so its scopes would be needed by nobody';
  const isAny = ['ANY', '*'].includes(value.toUpperCase());
  const fix = isAny ? 'write them as scopes' : 'name a usual method, or list it in methods too';
  return [{ prop: 'methodScopes', value, rule, fix }];
}
