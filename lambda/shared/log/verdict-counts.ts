import {
  DIMENSION_REASON,
  METRIC_ALLOWED,
  METRIC_EVALUATOR_ERROR,
  METRIC_LOOKUP_LATENCY,
  METRIC_REFUSED,
  METRIC_STORE_UNAVAILABLE,
  METRIC_WOULD_REFUSE,
} from '../../../lib/contract';
import type { DetailedAnswer, Verdict } from '../../../lib/core';
import type { Counts } from './metric-members';

/** Whether the table could not be read, whatever was known from before. */
export function isUnread(lookup: DetailedAnswer | undefined): boolean {
  return lookup !== undefined && (!lookup.available || lookup.source === 'stale');
}

/** Metrics of one verdict; undefined where it has none, as requests have none that are not cross-origin. */
export function verdictCounts(verdict: Verdict, lookup: DetailedAnswer | undefined): Counts | undefined {
  const { outcome, reason, status = 0, wouldRefuse } = verdict;
  const all: Record<string, number> = {};
  if (outcome === 'allow' && !wouldRefuse) all[METRIC_ALLOWED] = 1;
  if (isUnread(lookup)) all[METRIC_STORE_UNAVAILABLE] = 1;
  if (status >= 500) all[METRIC_EVALUATOR_ERROR] = 1;
  if (lookup?.latencyMillis !== undefined) all[METRIC_LOOKUP_LATENCY] = rounded(lookup.latencyMillis);
  const metric = wouldRefuse ? METRIC_WOULD_REFUSE : outcome === 'refuse' ? METRIC_REFUSED : undefined;
  if (metric !== undefined) return { all, byOne: { metric, dimension: DIMENSION_REASON, value: reason } };
  return Object.keys(all).length === 0 ? undefined : { all };
}

/** To the microsecond. */
function rounded(millis: number): number {
  return Math.round(millis * 1000) / 1000;
}
