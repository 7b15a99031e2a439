import { isExecuteApiHost, type Policy } from '../../../lib/core';

/** The REST API whose verdicts are predicted, as far as it is known. */
export interface SimulatedGateway {
  readonly policy: Policy;
  readonly apiId: string | undefined;
  readonly stage: string | undefined;
  /** Where a local gateway serves APIs, by the domain names that they have on AWS; absent where the API is deployed. */
  readonly localOrigins?: Readonly<Record<string, string>>;
}

/** Where the gateway would see a request. */
export interface SimulatedTarget {
  readonly domainName: string;
  /** Without the stage; undefined where the API's own host is asked for another stage. */
  readonly path: string | undefined;
  /** As the URL has it. */
  readonly fullPath: string;
}

/** Names by which a local gateway serves every API, as a URL writes them. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The target of a URL. The URL is taken apart by hand, because a URL parser resolves dot segments and repairs what the decision must
 * see as it was sent.
 */
export function simulatedTarget(url: string, gateway: SimulatedGateway): SimulatedTarget {
  const place = partsOf(url);
  const { host, path } = place;
  const local = localDomainName(place, gateway);
  // A local gateway serves an API at the root: its paths have no stage.
  if (local !== undefined) return { domainName: local, path, fullPath: path };
  return { domainName: host, path: withoutStage(host, path, gateway), fullPath: path };
}

interface UrlParts {
  readonly host: string;
  readonly port: string;
  readonly path: string;
}

/** Host without its port, in lower case as `requestContext.domainName` has it, and the path without the query. */
function partsOf(url: string): UrlParts {
  const rest = url.slice(url.indexOf('://') + '://'.length);
  const end = rest.search(/[/?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const target = end < 0 ? '' : rest.slice(end).replace(/[?#].*$/s, '');
  const host = authority.replace(/:[0-9]*$/, '');
  const port = authority.slice(host.length + 1);
  return { host: host.toLowerCase(), port, path: target === '' ? '/' : target };
}

/** The domain name that the local gateway gives a request to this host and port; undefined where it does not serve the API there. */
function localDomainName(
  { host, port }: UrlParts,
  { apiId, localOrigins = {} }: SimulatedGateway,
): string | undefined {
  if (apiId === undefined) return undefined;
  const places = Object.entries(localOrigins).map(([name, origin]) => ({ name, at: partsOf(origin) }));
  const own = places.find(({ name }) => isExecuteApiHost(apiId, name));
  // Each API has a port of its own, and answers there to every name.
  if (own?.at.port !== port) return undefined;
  const named = places.find(({ name, at }) => at.host === host && !name.includes('.execute-api.'));
  return named?.name ?? (LOOPBACK.includes(host) ? own.name : undefined);
}

/** On the API's own host the first segment is the stage; undefined where it is another one. */
function withoutStage(host: string, path: string, { apiId, stage }: SimulatedGateway): string | undefined {
  if (apiId === undefined || stage === undefined || !isExecuteApiHost(apiId, host)) return path;
  if (path === `/${stage}`) return '/';
  return path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : undefined;
}
