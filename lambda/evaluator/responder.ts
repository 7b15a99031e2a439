import type { Upstreams } from '../../lib/contract';
import { isToken, type Verdict, type Policy } from '../../lib/core';
import { refuseClientSecret, type SecretWatch } from '../shared/answer/client-secrets';
import { problemResponse, type ProxyResult } from '../shared/answer/problem-response';
import type { ApiCall } from '../shared/event/api-call';
import { bodyBytes } from '../shared/event/event-parts';
import { Issuer } from './oauth/issuer';
import { configuredUpstreams, type ConfiguredUpstreams } from './configured-upstreams';
import { Connections } from './upstream/connections';
import { Deadline } from './upstream/deadline';
import { exchange } from './upstream/exchange';
import { MAX_EVENT_BODY_BYTES } from './upstream/limits';
import { MAX_BODY_BYTES, proxyResult } from './upstream/proxy-result';
import { ownOriginOf, type PublicPlace } from './upstream/public-place';
import { requestHeaders } from './upstream/request-headers';
import { leavesItsPlace, requestTarget } from './upstream/request-target';
import type { Route } from './upstream/route';
import { UpstreamFailure } from './upstream/upstream-failure';
import { BasePathBack } from './upstream/way-back';

/** What the responder works with. */
export interface ResponderOptions extends SecretWatch {
  readonly policy: Policy;
  readonly upstreams: Upstreams;
}

/**
 * A responder: answers a request that the evaluator did not answer by itself (a refusal, an `OPTIONS`) with the answer of
 * the backend of its path, and writes the verdict's headers on whatever comes of it. It waits for the whole answer.
 *
 * It never rejects: a failure becomes a problem that the page can read.
 *
 * @throws ConfigurationError when the upstreams cannot work
 */
export function createResponder(
  options: ResponderOptions,
): (call: ApiCall, verdict: Verdict) => Promise<ProxyResult> {
  const responder = new Responder(options);
  return (call, verdict) => responder.respond(call, verdict);
}

class Responder {
  private readonly connections = new Connections();
  private readonly upstreams: ConfiguredUpstreams;
  private readonly issuer: Issuer | undefined;

  constructor(private readonly options: ResponderOptions) {
    this.upstreams = configuredUpstreams(options.upstreams, options.policy.document.endpoints);
    const { issuer } = this.upstreams;
    this.issuer = issuer && new Issuer(issuer, this.connections, options.log);
  }

  async respond(call: ApiCall, verdict: Verdict): Promise<ProxyResult> {
    const own = this.answerToBody(call, verdict);
    if (own !== undefined) return own;
    try {
      return await this.forward(call, verdict);
    } catch (error) {
      // Who the upstream is and what it did stays in the log.
      this.options.log.failed('the upstream failed', error, call.requestId);
      const code = error instanceof UpstreamFailure ? error.code : 'internal_error';
      return problemResponse(code, call.requestId, verdict.headers);
    }
  }

  private answerToBody(call: ApiCall, verdict: Verdict): ProxyResult | undefined {
    if (call.body !== undefined && Buffer.byteLength(call.body.data) > MAX_EVENT_BODY_BYTES) {
      return problemResponse('request_too_large', call.requestId, verdict.headers);
    }
    return refuseClientSecret(this.options, call, verdict);
  }

  private async forward(call: ApiCall, verdict: Verdict): Promise<ProxyResult> {
    const deadline = new Deadline(this.upstreams.timeoutMillis);
    const place: PublicPlace = {
      origin: ownOriginOf(call.domainName, this.options.policy.document.ownOrigins),
      prefix: call.publicPrefix,
    };
    const found = await this.find(call, verdict, place, deadline);
    if (found === undefined) return problemResponse('no_backend', call.requestId, verdict.headers);
    if ('response' in found) return proxyResult(found.response, verdict.headers);
    const { base, path, fixedQuery, back, withOrigin } = found.route;
    const target = requestTarget(path, call.query, fixedQuery);
    const body = call.body === undefined ? undefined : bodyBytes(call.body);
    const headers = requestHeaders({ call, base, place, body, withOrigin });
    const request = { base, method: call.method, target, headers, body };
    const limits = { deadline, maxBodyBytes: MAX_BODY_BYTES };
    const response = await exchange(this.connections, request, limits);
    const passage = { place, publicPath: call.path, base, upstreamTarget: target, back };
    return proxyResult(response, verdict.headers, passage);
  }

  /**
   * What stands behind the path; undefined for nothing. A backend that names the very path is nearer than the issuer, and
   * the issuer's endpoint is nearer than a prefix.
   */
  private async find(
    call: ApiCall,
    { rule, outcome }: Verdict,
    place: PublicPlace,
    deadline: Deadline,
  ): ReturnType<Issuer['endpoint']> {
    if (leavesItsPlace(call.path) || !isForwardable(call.method)) return undefined;
    const backend = this.upstreams.table.find(call.path);
    if (backend?.match !== 'exact' && this.issuer?.serves(rule, call.path) === true) {
      return this.issuer.endpoint(call, rule, outcome, place, deadline);
    }
    if (backend === undefined) return undefined;
    if (backend.upstream !== 'issuer-page') return { route: backendRoute(backend.upstream.base, call.path) };
    return this.issuer && { route: await this.issuer.page(call, outcome, deadline) };
  }
}

function backendRoute(base: Route['base'], path: string): Route {
  const back = new BasePathBack(base);
  return { base, path: `${base.basePath}${path}`, fixedQuery: '', back, withOrigin: true };
}

/** `CONNECT` asks for a tunnel and has no path. @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6 */
function isForwardable(method: string): boolean {
  return isToken(method) && method.toUpperCase() !== 'CONNECT';
}
