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
  MESSAGE_ENTRY_USED,
  MESSAGE_TOKEN_REFUSED,
  MESSAGE_VERDICT,
  METRIC_BACKEND_ERROR,
  METRIC_CLIENT_SECRET_SEEN,
  METRIC_EVALUATOR_ERROR,
  METRIC_TOKEN_REFUSED,
  type VerdictLogMode,
} from '../../../lib/contract';
import { MAX_ORIGIN_LENGTH, type DetailedAnswer, type Verdict } from '../../../lib/core';
import type { ApiCall } from '../event/api-call';
import { errorFields } from './error-fields';
import { Logger, type Fields } from './logger';
import { UsedEntries } from './used-entries';
import { isUnread, verdictCounts } from './verdict-counts';

/** Who asked for a verdict. */
export type Seat = 'authorizer' | 'responder' | 'middleware';

/** How a verdict was reached. */
export interface VerdictDetails {
  readonly seat: Seat;
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
 * Logs and metrics of verdicts, as lines of JSON.
 *
 * Of a request they hold only the method, `Origin`, and the path of the rule that names the endpoint: no other header, no
 * body, no query, and not the request's own path, because paths can carry tokens.
 *
 * Metrics are complete whatever the mode and the level: each request writes its own at once, because a function may never be
 * called again.
 */
export class VerdictLog {
  private readonly logger: Logger;
  private readonly used = new UsedEntries();

  /**
   * @param service the name of the allowlist table: value of the dimension `service`
   * @param mode which verdicts have a line
   */
  constructor(
    service: string,
    private readonly mode: VerdictLogMode = 'refusals',
  ) {
    this.logger = new Logger(service);
  }

  /** Writes the line and the metrics of one verdict, as far as it has them. */
  verdict(call: ApiCall, verdict: Verdict, details: VerdictDetails): void {
    const { lookup } = details;
    const counts = verdictCounts(verdict, lookup);
    if (this.tells(verdict)) {
      this.logger.write(
        isUnread(lookup) ? 'WARN' : 'INFO',
        MESSAGE_VERDICT,
        fieldsOf(call, verdict, details),
        counts,
      );
    } else if (counts !== undefined) {
      this.logger.count(counts, lookup?.failure);
    }
    if (verdict.entry !== undefined) this.entryUsed(verdict.entry.pattern, call.cors.now);
  }

  /** Reports a call that carries a client secret, which a page must not have. */
  clientSecretSeen(call: ApiCall, endpoint: string | undefined, blocked: boolean): void {
    const counts = { all: { [METRIC_CLIENT_SECRET_SEEN]: 1 } };
    if (this.mode === 'none') this.logger.count(counts);
    else
      this.logger.write(
        'WARN',
        MESSAGE_CLIENT_SECRET_SEEN,
        { ...subjectOf(call, endpoint), blocked },
        counts,
      );
  }

  /** Reports a call that was refused because its body could not be read. */
  bodyUnread(call: ApiCall, endpoint: string | undefined): void {
    if (this.mode === 'none') return;
    this.logger.write('WARN', 'a client secret cannot be ruled out', subjectOf(call, endpoint));
  }

  /** Reports a caller who is not let in: a token that is not taken, or one without a scope. */
  tokenRefused(call: ApiCall, { reason, detail, seat, endpoint }: TokenRefusal): void {
    const counts = {
      all: {},
      byOne: { metric: METRIC_TOKEN_REFUSED, dimension: DIMENSION_REASON, value: reason },
    };
    if (this.mode === 'none') this.logger.count(counts);
    else {
      const subject = { ...subjectOf(call, endpoint), [LOG_SEAT]: seat, [LOG_REASON]: reason };
      this.logger.info(MESSAGE_TOKEN_REFUSED, { ...subject, detail }, counts);
    }
  }

  /** Reports a backend behind the middleware that threw, or whose answer is not one. */
  backendFailed(requestId: string, error: unknown): void {
    this.logger.error('the backend failed', failure(error, requestId), {
      all: { [METRIC_BACKEND_ERROR]: 1 },
    });
  }

  /** Reports an error of ours that cost the request its verdict or its answer; the message says what was lost. */
  broke(message: string, error: unknown, requestId: string): void {
    this.logger.error(message, failure(error, requestId), { all: { [METRIC_EVALUATOR_ERROR]: 1 } });
  }

  /** Reports an error that should not happen; the message says what was done instead. */
  failed(message: string, error: unknown, requestId?: string): void {
    this.logger.error(message, failure(error, requestId));
  }

  private tells({ outcome, wouldRefuse }: Verdict): boolean {
    if (this.mode === 'refusals') return outcome === 'refuse' || wouldRefuse;
    return this.mode === 'all';
  }

  private entryUsed(pattern: string, now: number): void {
    if (this.mode !== 'none' && this.used.isDue(pattern, now)) {
      this.logger.info(MESSAGE_ENTRY_USED, { [LOG_ENTRY]: pattern });
    }
  }
}

function fieldsOf(call: ApiCall, verdict: Verdict, { seat, lookup }: VerdictDetails): Fields {
  return {
    [LOG_REQUEST_ID]: call.requestId,
    [LOG_SEAT]: seat,
    [LOG_OUTCOME]: verdict.outcome,
    [LOG_REASON]: verdict.reason,
    [LOG_WOULD_REFUSE]: verdict.wouldRefuse,
    [LOG_ENDPOINT]: verdict.rule?.path,
    [LOG_ENTRY]: verdict.entry?.pattern,
    hostKind: call.cors.hostKind,
    [LOG_METHOD]: call.method.slice(0, MAX_METHOD_LENGTH),
    [LOG_ORIGIN]: originOf(call),
    cache: lookup?.source,
    failure: lookup?.failure,
  };
}

function subjectOf(call: ApiCall, endpoint: string | undefined): Fields {
  return { [LOG_REQUEST_ID]: call.requestId, [LOG_ENDPOINT]: endpoint, [LOG_ORIGIN]: originOf(call) };
}

function failure(error: unknown, requestId: string | undefined): Fields {
  return { [LOG_REQUEST_ID]: requestId, error: errorFields(error) };
}

function originOf({ cors }: ApiCall): string | undefined {
  return cors.origins.length === 0 ? undefined : cors.origins.join(', ').slice(0, MAX_ORIGIN_LENGTH);
}
