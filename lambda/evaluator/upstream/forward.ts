import type { ApiCall } from '../../shared/event/api-call';
import { bodyBytes } from '../../shared/event/event-body';
import type { Connections } from './connections';
import type { Deadline } from './deadline';
import { exchange, type UpstreamResponse } from './exchange';
import type { Passage } from './passage';
import { MAX_BODY_BYTES } from './proxy-result';
import type { PublicPlace } from './public-place';
import { requestHeaders } from './request-headers';
import { requestTarget } from './request-target';
import type { Route } from './route';

/** An upstream's answer, and where it came from. */
export interface Forwarded {
  readonly response: UpstreamResponse;
  readonly passage: Passage;
}

/**
 * Sends a request on its route.
 *
 * @throws UpstreamFailure when there is no complete answer that can be passed on
 */
export async function forward(
  connections: Connections,
  { base, path, fixedQuery, back, withOrigin }: Route,
  call: ApiCall,
  place: PublicPlace,
  deadline: Deadline,
): Promise<Forwarded> {
  const target = requestTarget(path, call.query, fixedQuery);
  const body = call.body === undefined ? undefined : bodyBytes(call.body);
  const headers = requestHeaders({ call, base, place, body, withOrigin });
  const request = { base, method: call.method, target, headers, body };
  const response = await exchange(connections, request, { deadline, maxBodyBytes: MAX_BODY_BYTES });
  return { response, passage: { place, publicPath: call.path, base, upstreamTarget: target, back } };
}
