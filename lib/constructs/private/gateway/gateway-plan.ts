import { DEFAULT_UPSTREAM_TIMEOUT_MILLIS, type HttpUpstream, type Upstreams } from '../../../contract';
import { PAGE_METHODS, type EndpointRule } from '../../../core';
import type { CorsBackend, CorsBackendTarget } from '../../cors-backend';
import { CorsEndpoint } from '../../cors-endpoint';
import { CorsEndpoints } from '../../cors-endpoints';
import type { CorsGatewayProps } from '../../cors-gateway-props';
import type { OAuthUpstreamOptions } from '../../oauth-upstream-options';
import { PathMatch } from '../../path-match';
import { allowlistPlan, type AllowlistPlan } from '../allowlist/allowlist-plan';
import type { IssuerLayout } from '../layout/issuer-layout';
import { policyPlan } from '../policy/policy-plan';
import { defined, optionalSecondsOf } from '../synth/values';
import type { TargetRoute } from './api-resources';
import { RESPONDER, routeTargets, type RouteTarget } from './route-targets';
import { withoutTrailingSlash } from './upstream-url';

/** A backend and the prop that names it. */
export interface PlannedBackend {
  readonly prop: string;
  readonly path: string;
  readonly target: CorsBackendTarget;
}

/** An issuer and the rules that it answers. */
export interface PlannedIssuer {
  readonly options: OAuthUpstreamOptions;
  /** The issuer whose paths the table has, if it has those of one. */
  readonly layout: IssuerLayout | undefined;
  /** Path prefixes that go to the issuer as they are, those of the layout too. */
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
  const issuer = plannedIssuer(props.oauthUpstream, own._layout, rules);
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
  layout: IssuerLayout | undefined,
  table: readonly EndpointRule[],
): PlannedIssuer | undefined {
  if (options === undefined) return undefined;
  const paths = { ...layout?.paths, ...options.paths };
  return {
    options,
    layout,
    pages: [...new Set([...(layout?.passed ?? []), ...(options.pages ?? [])])],
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
  const fallback = hasDefault ? byPath.slice(-1) : [prefix(ROOT, RESPONDER)];
  return [
    ...fallback,
    ...(hasDefault ? byPath.slice(0, -1) : byPath),
    ...(issuer?.rules ?? []).map(({ path, match }) => ({ path, match, target: RESPONDER }) as const),
    ...(issuer?.pages ?? []).map((path) => prefix(path, RESPONDER)),
  ];
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
            ...defined({ droppedHeaders: target.droppedHeaders, tokens: target.tokens?._name }),
          },
        ]
      : [],
  );
  const seconds = optionalSecondsOf(upstreamTimeout);
  const timeoutMillis = seconds === undefined ? DEFAULT_UPSTREAM_TIMEOUT_MILLIS : seconds * 1000;
  if (issuer === undefined) return { http, timeoutMillis };
  const { options, layout, paths, pages } = issuer;
  const { address, droppedHeaders, headers } = options;
  const oauth = {
    issuer: options.issuer,
    paths,
    pages,
    ...defined({
      ownPaths: layout === undefined ? undefined : true,
      pagesAtIssuer: layout?.pagesAtIssuer,
      keepsOrigin: layout?.keepsOrigin,
      address: address && withoutTrailingSlash(address),
      headers,
      droppedHeaders,
    }),
  };
  return { http, oauth, timeoutMillis };
}
