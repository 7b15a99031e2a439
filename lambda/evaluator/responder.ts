import type { Upstreams } from '../../lib/contract';
import type { Failure, Policy, Verdict } from '../../lib/core';
import { refuseClientSecret, type SecretWatch } from '../shared/answer/client-secrets';
import { problemResponse, type ProxyResult } from '../shared/answer/problem-response';
import { admissionAnswer } from '../shared/answer/token-answer';
import type { ApiCall } from '../shared/event/api-call';
import { isMalformedEvent } from '../shared/event/event-parts';
import type { TokenGate } from '../shared/token/token-gate';
import { configuredUpstreams } from './configured-upstreams';
import type { Respond } from './evaluator';
import { Issuer } from './oauth/issuer';
import { readableRevocation } from './oauth/revocation-answer';
import { Connections } from './upstream/connections';
import { Deadline } from './upstream/deadline';
import { forward } from './upstream/forward';
import { MAX_EVENT_BODY_BYTES } from './upstream/limits';
import { proxyResult } from './upstream/proxy-result';
import { ownOriginOf, type PublicPlace } from './upstream/public-place';
import { UpstreamFailure } from './upstream/upstream-failure';
import { UpstreamRouter } from './upstream-router';

/** The collaborators of a responder. */
export interface ResponderOptions extends SecretWatch {
  readonly policy: Policy;
  readonly upstreams: Upstreams;
  readonly tokens: TokenGate;
  /** Origins by domain name, where they are others than the names say. */
  readonly localOrigins?: Readonly<Record<string, string>>;
}

/**
 * A responder: sends a judged request to its upstream, and puts the verdict's headers on the answer, whatever it is. Refusals
 * and `OPTIONS` never come here.
 *
 * It never throws: a failure becomes a problem that an allowed page can read.
 *
 * @throws ConfigurationError when the upstreams cannot work
 */
export function createResponder(options: ResponderOptions): Respond {
  const responder = new Responder(options);
  return (call, verdict, event) => responder.respond(call, verdict, event);
}

class Responder {
  private readonly connections = new Connections();
  private readonly router: UpstreamRouter;
  private readonly timeoutMillis: number;

  constructor(private readonly options: ResponderOptions) {
    const { table, issuer, timeoutMillis } = configuredUpstreams(
      options.upstreams,
      options.policy.document.endpoints,
    );
    this.router = new UpstreamRouter(table, issuer && new Issuer(issuer, this.connections, options.log));
    this.timeoutMillis = timeoutMillis;
  }

  async respond(call: ApiCall, verdict: Verdict, event: unknown): Promise<ProxyResult> {
    const answer = await this.answer(call, verdict, event).catch((error: unknown) =>
      this.failureOf(call, error),
    );
    return typeof answer === 'string' ? problemResponse(answer, call.requestId, verdict.headers) : answer;
  }

  private async answer(call: ApiCall, verdict: Verdict, event: unknown): Promise<ProxyResult | Failure> {
    if (call.body !== undefined && Buffer.byteLength(call.body.data) > MAX_EVENT_BODY_BYTES) {
      return 'request_too_large';
    }
    const place = this.router.checkOf(call, verdict);
    const { rule } = verdict;
    const admission = await this.options.tokens.admit({ call, event, rule, seat: 'responder', place });
    const unadmitted = admissionAnswer(admission, call, verdict.headers);
    if (unadmitted !== undefined) return unadmitted;
    return refuseClientSecret(this.options, call, verdict) ?? (await this.ask(call, verdict));
  }

  private async ask(call: ApiCall, verdict: Verdict): Promise<ProxyResult | Failure> {
    const deadline = new Deadline(this.timeoutMillis);
    const place = this.placeOf(call);
    const found = await this.router.find(call, verdict, place, deadline);
    if (found === undefined) return 'no_backend';
    if ('response' in found) return proxyResult(found.response, verdict.headers);
    const { response, passage } = await forward(this.connections, found.route, call, place, deadline);
    const isRevocation = verdict.rule?.role === 'revoke' && call.method === 'POST';
    return proxyResult(isRevocation ? readableRevocation(response) : response, verdict.headers, passage);
  }

  private placeOf({ domainName, publicPrefix }: ApiCall): PublicPlace {
    const { policy, localOrigins = {} } = this.options;
    const local = domainName === undefined ? undefined : localOrigins[domainName];
    const origin = local ?? ownOriginOf(domainName, policy.document.sameOriginAliases);
    return { origin, prefix: publicPrefix };
  }

  /** The detail stays in the log: it names the upstream. */
  private failureOf({ requestId }: ApiCall, error: unknown): Failure {
    const { log } = this.options;
    if (isMalformedEvent(error)) {
      log.failed('the event is no request', error, requestId);
      return 'malformed_request';
    }
    if (error instanceof UpstreamFailure) {
      log.failed('the upstream failed', error, requestId);
      return error.code;
    }
    log.broke('the responder has no answer', error, requestId);
    return 'internal_error';
  }
}
