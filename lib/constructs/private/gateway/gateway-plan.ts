import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { DEFAULT_UPSTREAM_TIMEOUT_MILLIS, type HttpUpstream, type Upstreams } from '../../../contract';
import type { EndpointRule } from '../../../core';
import type { CorsBackend } from '../../cors-backend';
import { CorsEndpoint } from '../../cors-endpoint';
import type { CorsEndpoints } from '../../cors-endpoints';
import type { CorsGatewayProps } from '../../cors-gateway-props';
import type { OAuthUpstreamOptions } from '../../oauth-upstream-options';
import { PathMatch } from '../../path-match';
import { endpointsOf } from '../policy/policy-document';
import type { SeatRoute } from './api-resources';
import { withoutTrailingSlash } from './upstream-url';

/** What a method leads to: the evaluator as responder, the echo function, or a function of the user. */
export type Seat = 'evaluator' | 'echo' | IFunction;

const ROOT = '/';
const PAGE_METHODS = ['GET', 'HEAD', 'POST'];

/** The endpoint table, with the issuer's pages as closed pages where it does not name them. */
export function gatewayEndpoints({ oauthUpstream, ...props }: CorsGatewayProps): CorsEndpoints {
  const endpoints = endpointsOf(props);
  const pages = (oauthUpstream?.pages ?? []).filter(
    (page) => prefixRule(endpoints._rules, page) === undefined,
  );
  return endpoints.plus(
    pages.map((page) =>
      CorsEndpoint.closed(page, { match: PathMatch.PREFIX, page: true, methods: PAGE_METHODS }),
    ),
  );
}

/** The rule of a table that names a path and everything below it. */
export function prefixRule(rules: readonly EndpointRule[], path: string): EndpointRule | undefined {
  return rules.find((rule) => rule.path === path && rule.match === 'prefix');
}

/** Which paths lead where, on hosts without a path prefix. */
export function gatewayRoutes(props: CorsGatewayProps): readonly SeatRoute<Seat>[] {
  const { defaultBackend, oauthUpstream } = props;
  return [
    {
      path: ROOT,
      match: 'prefix',
      seat: defaultBackend === undefined ? 'evaluator' : seatOf(defaultBackend),
    },
    ...backendsOf(props).map(
      ([path, backend]) => ({ path, match: 'prefix', seat: seatOf(backend) }) as const,
    ),
    ...(oauthUpstream === undefined ? [] : issuerRoutes(oauthUpstream, endpointsOf(props)._rules)),
  ];
}

/** The same routes below each path prefix of a host, because API Gateway does not take it off the path. */
export function prefixedRoutes<S>(
  routes: readonly SeatRoute<S>[],
  prefixes: readonly string[],
): readonly SeatRoute<S>[] {
  const below = (prefix: string): readonly SeatRoute<S>[] =>
    routes.map((route) => ({ ...route, path: route.path === ROOT ? prefix : `${prefix}${route.path}` }));
  return [...routes, ...[...new Set(prefixes)].flatMap(below)];
}

/** What stands behind the responder. */
export function gatewayUpstreams(props: CorsGatewayProps): Upstreams {
  const { defaultBackend, oauthUpstream, upstreamTimeout } = props;
  const backends = backendsOf(props);
  if (defaultBackend !== undefined) backends.push([ROOT, defaultBackend]);
  const http = backends.flatMap(([path, { _target: target }]): HttpUpstream[] =>
    target.kind === 'http' ? [{ path, match: 'prefix', url: withoutTrailingSlash(target.url) }] : [],
  );
  const timeoutMillis = upstreamTimeout?.toMilliseconds() ?? DEFAULT_UPSTREAM_TIMEOUT_MILLIS;
  if (oauthUpstream === undefined) return { http, timeoutMillis };
  const { issuer, paths = {}, pages = [] } = oauthUpstream;
  return { http, oauth: { issuer, paths, pages }, timeoutMillis };
}

/** Every backend, the default one too. */
export function allBackends(props: CorsGatewayProps): readonly CorsBackend[] {
  const { defaultBackend } = props;
  return [
    ...backendsOf(props).map(([, backend]) => backend),
    ...(defaultBackend === undefined ? [] : [defaultBackend]),
  ];
}

/** The backends by path. */
export function backendsOf({ backends = {} }: CorsGatewayProps): [path: string, backend: CorsBackend][] {
  return Object.entries(backends);
}

/** Rules whose paths the issuer answers: those with a role, and those that `paths` names. */
export function issuerRules(
  { paths = {} }: OAuthUpstreamOptions,
  rules: readonly EndpointRule[],
): readonly EndpointRule[] {
  return rules.filter(({ path, role }) => role !== undefined || path in paths);
}

function issuerRoutes(
  upstream: OAuthUpstreamOptions,
  rules: readonly EndpointRule[],
): readonly SeatRoute<Seat>[] {
  const { pages = [] } = upstream;
  return [
    ...issuerRules(upstream, rules).map(({ path, match }) => ({ path, match, seat: 'evaluator' }) as const),
    ...pages.map((path) => ({ path, match: 'prefix', seat: 'evaluator' }) as const),
  ];
}

function seatOf({ _target: target }: CorsBackend): Seat {
  if (target.kind === 'function') return target.handler;
  return target.kind === 'echo' ? 'echo' : 'evaluator';
}
