import { isExecuteApiHost, isToken, type CorsRequest, type Policy } from '../../../lib/core';
import { MAX_HEADERS } from '../limits';
import type { FieldError } from '../problem/admin-problem';
import { fieldError } from '../problem/zod-errors';
import type { Simulation } from '../schema/evaluate';

/** The REST API whose verdicts are predicted, as far as it is known. */
export interface SimulatedGateway {
  readonly policy: Policy;
  readonly apiId: string | undefined;
  readonly stage: string | undefined;
}

/** Everything that is wrong with a question besides its shape. */
export function simulationErrors(input: unknown, gateway: SimulatedGateway): readonly FieldError[] {
  if (typeof input !== 'object' || input === null) return [];
  const { url, headers } = input as { readonly url?: unknown; readonly headers?: unknown };
  return [...headerErrors(headers), ...stageErrors(url, gateway)];
}

/**
 * The request that the gateway would see. The URL is taken apart by hand, because a URL parser resolves dot segments and
 * repairs what the decision must see as it was sent.
 */
export function simulatedRequest(input: Simulation, gateway: SimulatedGateway, now: number): CorsRequest {
  const { host, path } = partsOf(input.url);
  const header = (name: string): string | undefined =>
    Object.entries(input.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
  const target = { domainName: host, apiId: gateway.apiId, path: withoutStage(host, path, gateway) ?? path };
  return {
    method: input.method,
    ...gateway.policy.hosts.locate(target),
    origins: input.origin === null ? [] : [input.origin],
    secFetchMode: header('sec-fetch-mode'),
    secFetchSite: header('sec-fetch-site'),
    secFetchDest: header('sec-fetch-dest'),
    requestedMethod: header('access-control-request-method'),
    requestedHeaders: header('access-control-request-headers'),
    now,
  };
}

/** Host without its port, in lower case as `requestContext.domainName` has it, and the path without the query. */
function partsOf(url: string): { readonly host: string; readonly path: string } {
  const rest = url.slice(url.indexOf('://') + '://'.length);
  const end = rest.search(/[/?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const target = end < 0 ? '' : rest.slice(end).replace(/[?#].*$/s, '');
  return { host: authority.replace(/:[0-9]*$/, '').toLowerCase(), path: target === '' ? '/' : target };
}

/** On the API's own host the first segment is the stage; undefined where it is another one. */
function withoutStage(host: string, path: string, { apiId, stage }: SimulatedGateway): string | undefined {
  if (apiId === undefined || stage === undefined || !isExecuteApiHost(apiId, host)) return path;
  if (path === `/${stage}`) return '/';
  return path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : undefined;
}

function stageErrors(url: unknown, gateway: SimulatedGateway): readonly FieldError[] {
  if (typeof url !== 'string') return [];
  const { host, path } = partsOf(url);
  if (withoutStage(host, path, gateway) !== undefined) return [];
  const message = `On the API's own host the path begins with the stage, /${gateway.stage ?? ''}.`;
  return [fieldError(['url'], 'bad_url', message)];
}

function headerErrors(headers: unknown): readonly FieldError[] {
  if (typeof headers !== 'object' || headers === null) return [];
  const names = Object.keys(headers);
  if (names.length > MAX_HEADERS) return [fieldError(['headers'], 'too_many', `At most ${MAX_HEADERS}.`)];
  return names.flatMap((name, index) => {
    const path = ['headers', name];
    if (!isToken(name)) return [fieldError(path, 'bad_format', 'The name of a header is a token.')];
    const folded = name.toLowerCase();
    if (folded === 'origin') return [fieldError(path, 'bad_value', 'Give it in the field origin.')];
    const first = names.findIndex((other) => other.toLowerCase() === folded);
    return first === index ? [] : [fieldError(path, 'duplicate_field')];
  });
}
