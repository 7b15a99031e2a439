import {
  DIMENSION_REASON,
  METRIC_ALLOWED,
  METRIC_BACKEND_ERROR,
  METRIC_CLIENT_SECRET_SEEN,
  METRIC_LOOKUP_LATENCY,
  METRIC_REFUSED,
  METRIC_STORE_UNAVAILABLE,
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
  /** Undefined where no look-up was needed. */
  readonly lookup: DetailedAnswer | undefined;
}

/** Methods are tokens of any length. */
const MAX_METHOD_LENGTH = 32;

/**
 * Logs and metrics of verdicts, by Powertools for AWS Lambda.
 *
 * Of a request they hold the method and `Origin` alone: no other header, no body, no query, and of the path only the rule
 * that names it, because paths carry tokens too.
 */
export class VerdictLog {
  private readonly logger;
  private madeMetrics: ReturnType<typeof createMetrics> | undefined;

  /** @param service the name of the allowlist table: value of the dimension `service` */
  constructor(private readonly service: string) {
    this.logger = createLogger(service);
  }

  /** One line and the metrics of one verdict. */
  verdict(call: ApiCall, verdict: Verdict, details: VerdictDetails): void {
    const { lookup } = details;
    const unread = lookup !== undefined && (!lookup.available || lookup.source === 'stale');
    this.logger[unread ? 'warn' : 'info']('verdict', {
      requestId: call.requestId,
      seat: details.seat,
      outcome: verdict.outcome,
      reason: verdict.reason,
      wouldRefuse: verdict.wouldRefuse,
      endpoint: verdict.rule?.path,
      hostKind: call.cors.hostKind,
      method: call.method.slice(0, MAX_METHOD_LENGTH),
      origin: originOf(call),
      latencyMillis: rounded(details.latencyMillis),
      cache: lookup?.source,
      lookupMillis: lookup?.latencyMillis === undefined ? undefined : rounded(lookup.latencyMillis),
      failure: lookup?.failure,
    });
    this.count(verdict, lookup?.latencyMillis, unread);
  }

  /** A call that carries a client secret, which no page should have. */
  clientSecretSeen(call: ApiCall, endpoint: string | undefined, blocked: boolean): void {
    const { requestId } = call;
    this.logger.warn('client secret seen', { requestId, endpoint, origin: originOf(call), blocked });
    this.publish(METRIC_CLIENT_SECRET_SEEN);
  }

  /** A backend behind the middleware that threw, or answered with what is no answer. */
  backendFailed(requestId: string, error: unknown): void {
    this.logger.error('the backend failed', { requestId, ...asError(error) });
    this.publish(METRIC_BACKEND_ERROR);
  }

  /** Something that should not happen, and what was done instead. */
  failed(message: string, error: unknown, requestId?: string): void {
    this.logger.error(message, { requestId, ...asError(error) });
  }

  private count(verdict: Verdict, lookupMillis: number | undefined, unread: boolean): void {
    const allowed = verdict.outcome === 'allow';
    if (allowed) this.metrics.addMetric(METRIC_ALLOWED, 'Count', 1);
    if (unread) this.metrics.addMetric(METRIC_STORE_UNAVAILABLE, 'Count', 1);
    if (lookupMillis !== undefined) {
      this.metrics.addMetric(METRIC_LOOKUP_LATENCY, 'Milliseconds', lookupMillis);
    }
    if (allowed || unread || lookupMillis !== undefined) this.metrics.publishStoredMetrics();
    if (verdict.outcome !== 'refuse' && !verdict.wouldRefuse) return;
    // Two sets of dimensions on one value: in all, and by reason.
    this.metrics.addDimensions({}).addDimensions({ [DIMENSION_REASON]: verdict.reason });
    this.publish(verdict.wouldRefuse ? METRIC_WOULD_REFUSE : METRIC_REFUSED);
  }

  /** Made when there is something to count: many requests are none of CORS. */
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
