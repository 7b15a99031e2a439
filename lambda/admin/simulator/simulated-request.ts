import { isToken, type CorsRequest } from '../../../lib/core';
import { MAX_HEADERS } from '../limits';
import type { FieldError } from '../problem/admin-problem';
import { fieldError } from '../problem/zod-errors';
import type { Simulation } from '../schema/evaluate';
import { simulatedTarget, type SimulatedGateway } from './simulated-target';

/** Everything that is wrong with a question besides its shape. */
export function simulationErrors(input: unknown, gateway: SimulatedGateway): readonly FieldError[] {
  if (typeof input !== 'object' || input === null) return [];
  const { url, headers } = input as { readonly url?: unknown; readonly headers?: unknown };
  return [...headerErrors(headers), ...stageErrors(url, gateway)];
}

/** The request that the gateway would see. */
export function simulatedRequest(input: Simulation, gateway: SimulatedGateway, now: number): CorsRequest {
  const { domainName, path, fullPath } = simulatedTarget(input.url, gateway);
  const header = (name: string): string | undefined =>
    Object.entries(input.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
  const target = { domainName, apiId: gateway.apiId, path: path ?? fullPath };
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

function stageErrors(url: unknown, gateway: SimulatedGateway): readonly FieldError[] {
  if (typeof url !== 'string') return [];
  if (simulatedTarget(url, gateway).path !== undefined) return [];
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
