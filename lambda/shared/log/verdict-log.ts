import {
  DIMENSION_REASON,
  LOG_ENDPOINT,
  LOG_ENTRY,
  LOG_METHOD,
  LOG_ORIGIN,
  LOG_OUTCOME,
  LOG_REASON,
  LOG_REQUEST_ID,
  LOG_SEAT,
  LOG_WOULD_REFUSE,
  MESSAGE_CLIENT_SECRET_SEEN,
  MESSAGE_TOKEN_REFUSED,
  MESSAGE_VERDICT,
  METRIC_ALLOWED,
  METRIC_BACKEND_ERROR,
  METRIC_CLIENT_SECRET_SEEN,
  METRIC_LOOKUP_LATENCY,
  METRIC_REFUSED,
  METRIC_STORE_UNAVAILABLE,
  METRIC_TOKEN_REFUSED,
  METRIC_WOULD_REFUSE,
} from '../../../lib/contract';
import { MAX_ORIGIN_LENGTH, type DetailedAnswer, type Verdict } from '../../../lib/core';
import { createLogger, createMetrics } from './powertools';
import type { ApiCall } from '../event/api-call';

/** Who asked for a verdict. */
export type Seat = 'authorizer' | 'responder' | 'middleware';

/** How a verdict was reached. */
export interface VerdictDetails {
  readonly seat: Seat;
  /** Milliseconds that the verdict took, its look-up included. */
  readonly latencyMillis: number;
  /** Undefined if the verdict needed no look-up. */
  readonly lookup: DetailedAnswer | undefined;
}

/** A caller who is not let in. The detail holds nothing of the token. */
export interface TokenRefusal {
  readonly reason: string;
  readonly detail: string;
  readonly seat: Seat;
  readonly endpoint: string | undefined;
}

/** Characters of a method in the log; a method is a token of any length. */
const MAX_METHOD_LENGTH = 32;

/**
 * Logs and metrics of verdicts, by Powertools for AWS Lambda.
 *
 * Of a request they hold only the method, `Origin`, and the path of the rule that names the endpoint: no other header, no
 * body, no query, and not the request's own path, because paths can carry tokens.
 */
export class VerdictLog {
  private readonly logger;
  private madeMetrics: ReturnType<typeof createMetrics> | undefined;

  /** @param service the name of the allowlist table: value of the dimension `service` */
  constructor(private readonly service: string) {
    this.logger = createLogger(service);
  }

  /** Writes one line and the metrics of one verdict. */
  verdict(call: ApiCall, verdict: Verdict, details: VerdictDetails): void {
    const { lookup } = details;
    const unread = lookup !== undefined && (!lookup.available || lookup.source === 'stale');
    this.logger[unread ? 'warn' : 'info'](MESSAGE_VERDICT, {
      [LOG_REQUEST_ID]: call.requestId,
      [LOG_SEAT]: details.seat,
      [LOG_OUTCOME]: verdict.outcome,
      [LOG_REASON]: verdict.reason,
      [LOG_WOULD_REFUSE]: verdict.wouldRefuse,
      [LOG_ENDPOINT]: verdict.rule?.path,
      [LOG_ENTRY]: verdict.entry?.pattern,
      hostKind: call.cors.hostKind,
      [LOG_METHOD]: call.method.slice(0, MAX_METHOD_LENGTH),
      [LOG_ORIGIN]: originOf(call),
      latencyMillis: rounded(details.latencyMillis),
      cache: lookup?.source,
      lookupMillis: lookup?.latencyMillis === undefined ? undefined : rounded(lookup.latencyMillis),
      failure: lookup?.failure,
    });
    this.count(verdict, lookup?.latencyMillis, unread);
  }

  /** Reports a call that carries a client secret, which a page must not have. */
  clientSecretSeen(call: ApiCall, endpoint: string | undefined, blocked: boolean): void {
    const { requestId } = call;
    this.logger.warn(MESSAGE_CLIENT_SECRET_SEEN, { requestId, endpoint, origin: originOf(call), blocked });
    this.publish(METRIC_CLIENT_SECRET_SEEN);
  }

  /** Reports a call that was refused because its body could not be read. */
  bodyUnread(call: ApiCall, endpoint: string | undefined): void {
    const { requestId } = call;
    this.logger.warn('a client secret cannot be ruled out', { requestId, endpoint, origin: originOf(call) });
  }

  /** Reports a caller who is not let in: a token that is not taken, or one without a scope. */
  tokenRefused(call: ApiCall, { reason, detail, seat, endpoint }: TokenRefusal): void {
    const { requestId } = call;
    this.logger.info(MESSAGE_TOKEN_REFUSED, {
      requestId,
      seat,
      reason,
      detail,
      endpoint,
      origin: originOf(call),
    });
    this.metrics.addDimensions({}).addDimensions({ [DIMENSION_REASON]: reason });
    this.publish(METRIC_TOKEN_REFUSED);
  }

  /** Reports a backend behind the middleware that threw, or whose answer is not one. */
  backendFailed(requestId: string, error: unknown): void {
    this.logger.error('the backend failed', { requestId, ...asError(error) });
    this.publish(METRIC_BACKEND_ERROR);
  }

  /** Reports an error that should not happen; the message says what was done instead. */
  failed(message: string, error: unknown, requestId?: string): void {
    this.logger.error(message, { requestId, ...asError(error) });
  }

  private count(verdict: Verdict, lookupMillis: number | undefined, unread: boolean): void {
    const allowed = verdict.outcome === 'allow' && !verdict.wouldRefuse;
    if (allowed) this.metrics.addMetric(METRIC_ALLOWED, 'Count', 1);
    if (unread) this.metrics.addMetric(METRIC_STORE_UNAVAILABLE, 'Count', 1);
    if (lookupMillis !== undefined) {
      this.metrics.addMetric(METRIC_LOOKUP_LATENCY, 'Milliseconds', lookupMillis);
    }
    if (allowed || unread || lookupMillis !== undefined) this.metrics.publishStoredMetrics();
    if (verdict.outcome !== 'refuse' && !verdict.wouldRefuse) return;
    // One value with two sets of dimensions: for all reasons together, and for each.
    this.metrics.addDimensions({}).addDimensions({ [DIMENSION_REASON]: verdict.reason });
    this.publish(verdict.wouldRefuse ? METRIC_WOULD_REFUSE : METRIC_REFUSED);
  }

  /** Made at the first count: many requests are not CORS requests, and count nothing. */
  private get metrics(): ReturnType<typeof createMetrics> {
    return (this.madeMetrics ??= createMetrics(this.service));
  }

  private publish(metric: string): void {
    this.metrics.addMetric(metric, 'Count', 1).publishStoredMetrics();
  }
}

function originOf({ cors }: ApiCall): string | undefined {
  return cors.origins.length === 0 ? undefined : cors.origins.join(', ').slice(0, MAX_ORIGIN_LENGTH);
}

function asError(error: unknown): { readonly error: Error } {
  return { error: error instanceof Error ? error : new Error(String(error)) };
}

function rounded(millis: number): number {
  return Math.round(millis * 1000) / 1000;
}
