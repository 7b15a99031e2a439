import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { DEFAULT_UPSTREAM_TIMEOUT_MILLIS, type HttpUpstream, type Upstreams } from '../../../contract';
import { PAGE_METHODS, type EndpointRule } from '../../../core';
import type { CorsBackend, CorsBackendTarget } from '../../cors-backend';
import { CorsEndpoint } from '../../cors-endpoint';
import { CorsEndpoints } from '../../cors-endpoints';
import type { CorsGatewayProps } from '../../cors-gateway-props';
import type { OAuthUpstreamOptions } from '../../oauth-upstream-options';
import type { JudgedBy } from '../../judged-by';
import { PathMatch } from '../../path-match';
import { allowlistPlan, type AllowlistPlan } from '../allowlist/allowlist-plan';
import { policyPlan } from '../policy/policy-plan';
import { defined, optionalSecondsOf } from '../synth/values';
import type { TargetRoute } from './api-resources';
import { withoutTrailingSlash } from './upstream-url';

/** A function of the user as methods lead to it. Targets are compared by identity, so equal ones are one object. */
export interface FunctionTarget {
  readonly handler: IFunction;
  readonly judgedBy: `${JudgedBy}`;
}

/** The target of a method: the evaluator as responder, the echo function, or a function of the user. */
export type RouteTarget = 'evaluator' | 'echo' | FunctionTarget;

/** A backend and the prop that names it. */
export interface PlannedBackend {
  readonly prop: string;
  readonly path: string;
  readonly target: CorsBackendTarget;
}

/** An issuer and the rules that it answers. */
export interface PlannedIssuer {
  readonly options: OAuthUpstreamOptions;
  readonly pages: readonly string[];
  readonly paths: Readonly<Record<string, string>>;
  /** Rules with a role, and rules that `paths` names. */
  readonly rules: readonly EndpointRule[];
}

/** A gateway, read once from its props. Checks and wiring take it instead of the props. */
export interface GatewayPlan {
  readonly props: CorsGatewayProps;
  readonly allowlist: AllowlistPlan;
  /** The endpoint table as the user wrote it, without the pages of the issuer. */
  readonly rules: readonly EndpointRule[];
  /** The default backend is the last one. */
  readonly backends: readonly PlannedBackend[];
  readonly issuer: PlannedIssuer | undefined;
  /** Which paths lead where, on hosts without a path prefix. */
  readonly routes: readonly TargetRoute<RouteTarget>[];
  /** Path prefixes of hosts. */
  readonly prefixes: readonly string[];
  readonly upstreams: Upstreams;
}

const ROOT = '/';

/**
 * Reads the props.
 *
 * @param props with their types
 */
export function gatewayPlan(props: CorsGatewayProps): GatewayPlan {
  const { endpoints: own = CorsEndpoints.salesforce() } = props;
  const rules = own._rules;
  const { endpoints, pageProps } = withPages(own, props.oauthUpstream?.pages ?? []);
  const backends = plannedBackends(props);
  const issuer = plannedIssuer(props.oauthUpstream, rules);
  return {
    props,
    allowlist: allowlistPlan(props, policyPlan({ ...props, endpoints }, pageProps)),
    rules,
    backends,
    issuer,
    routes: routesOf(backends, issuer),
    prefixes: [...new Set((props.hosts ?? []).flatMap(({ _rule: { pathPrefix } }) => pathPrefix ?? []))],
    upstreams: upstreamsOf(props, backends, issuer),
  };
}

/** The prop that names the backend of a path. */
export function backendProp(path: string): string {
  return `backends[${JSON.stringify(path)}]`;
}

/** The rule of a table that names a path and everything below it. */
export function prefixRule(rules: readonly EndpointRule[], path: string): EndpointRule | undefined {
  return rules.find((rule) => rule.path === path && rule.match === 'prefix');
}

/** The same routes below each path prefix of a host, because API Gateway does not take it off the path. */
export function prefixedRoutes<T>(
  routes: readonly TargetRoute<T>[],
  prefixes: readonly string[],
): readonly TargetRoute<T>[] {
  const below = (prefix: string): readonly TargetRoute<T>[] =>
    routes.map((route) => ({ ...route, path: route.path === ROOT ? prefix : `${prefix}${route.path}` }));
  return [...routes, ...prefixes.flatMap(below)];
}

/** The endpoint table, with the issuer's pages as closed pages where the table does not name them. */
function withPages(
  endpoints: CorsEndpoints,
  pages: readonly string[],
): { readonly endpoints: CorsEndpoints; readonly pageProps: readonly string[] } {
  const added = pages.flatMap((page, index) =>
    prefixRule(endpoints._rules, page) === undefined ? [{ page, prop: `oauthUpstream.pages[${index}]` }] : [],
  );
  const options = { match: PathMatch.PREFIX, page: true, methods: [...PAGE_METHODS] };
  return {
    endpoints: endpoints.plus(added.map(({ page }) => CorsEndpoint.closed(page, options))),
    pageProps: added.map(({ prop }) => prop),
  };
}

function plannedBackends({ backends = {}, defaultBackend }: CorsGatewayProps): readonly PlannedBackend[] {
  const planned = (prop: string, path: string, { _target: target }: CorsBackend): PlannedBackend => ({
    prop,
    path,
    target,
  });
  return [
    ...Object.entries(backends).map(([path, backend]) => planned(backendProp(path), path, backend)),
    ...(defaultBackend === undefined ? [] : [planned('defaultBackend', ROOT, defaultBackend)]),
  ];
}

function plannedIssuer(
  options: OAuthUpstreamOptions | undefined,
  table: readonly EndpointRule[],
): PlannedIssuer | undefined {
  if (options === undefined) return undefined;
  const { pages = [], paths = {} } = options;
  return {
    options,
    pages,
    paths,
    rules: table.filter(({ path, role }) => role !== undefined || path in paths),
  };
}

function routesOf(
  backends: readonly PlannedBackend[],
  issuer: PlannedIssuer | undefined,
): readonly TargetRoute<RouteTarget>[] {
  const prefix = (path: string, target: RouteTarget) => ({ path, match: 'prefix', target }) as const;
  const hasDefault = backends.some(({ prop }) => prop === 'defaultBackend');
  const targetOf = routeTargets();
  const byPath = backends.map(({ path, target }) => prefix(path, targetOf(target)));
  const fallback = hasDefault ? byPath.slice(-1) : [prefix(ROOT, 'evaluator')];
  return [
    ...fallback,
    ...(hasDefault ? byPath.slice(0, -1) : byPath),
    ...(issuer?.rules ?? []).map(({ path, match }) => ({ path, match, target: 'evaluator' }) as const),
    ...(issuer?.pages ?? []).map((path) => prefix(path, 'evaluator')),
  ];
}

/** The same object for each backend with the same function and the same options. */
function routeTargets(): (target: CorsBackendTarget) => RouteTarget {
  const made: FunctionTarget[] = [];
  return (target) => {
    if (target.kind !== 'function') return target.kind === 'echo' ? 'echo' : 'evaluator';
    const { handler, judgedBy } = target;
    const known = made.find((one) => one.handler === handler && one.judgedBy === judgedBy);
    if (known !== undefined) return known;
    made.push({ handler, judgedBy });
    return made.at(-1) ?? 'evaluator';
  };
}

function upstreamsOf(
  { upstreamTimeout }: CorsGatewayProps,
  backends: readonly PlannedBackend[],
  issuer: PlannedIssuer | undefined,
): Upstreams {
  const http = backends.flatMap(({ path, target }): HttpUpstream[] =>
    target.kind === 'http'
      ? [
          {
            path,
            match: 'prefix',
            url: withoutTrailingSlash(target.url),
            ...defined({ droppedHeaders: target.droppedHeaders }),
          },
        ]
      : [],
  );
  const seconds = optionalSecondsOf(upstreamTimeout);
  const timeoutMillis = seconds === undefined ? DEFAULT_UPSTREAM_TIMEOUT_MILLIS : seconds * 1000;
  if (issuer === undefined) return { http, timeoutMillis };
  const { options, paths, pages } = issuer;
  const { droppedHeaders } = options;
  const oauth = { issuer: options.issuer, paths, pages, ...defined({ droppedHeaders }) };
  return { http, oauth, timeoutMillis };
}
