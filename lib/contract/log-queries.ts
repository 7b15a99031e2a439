import { REFUSALS, type Refusal } from '../core';
import {
  LOG_ENDPOINT,
  LOG_ENTRY,
  LOG_MESSAGE,
  LOG_ORIGIN,
  LOG_OUTCOME,
  LOG_REASON,
  MESSAGE_ENTRY_USED,
  MESSAGE_VERDICT,
} from './log-fields';

/*
 * Questions to the log of the seats, in the language of CloudWatch Logs Insights. Their texts are constant: the only input is
 * a code of a closed list, so nobody can write a query of their own.
 */

/** The most refused origins that one question brings. */
export const MAX_REFUSAL_ROWS = 50;
/** The most entries whose use one question brings; CloudWatch gives no more rows at once. */
export const MAX_USAGE_ROWS = 10_000;

/** Names of the columns of both questions, besides the fields by which they group. */
export const COLUMN_COUNT = 'requests';
export const COLUMN_FIRST = 'firstSeen';
export const COLUMN_LAST = 'lastSeen';

/** Every field that a question names. */
export const QUERIED_FIELDS = [
  LOG_MESSAGE,
  LOG_OUTCOME,
  LOG_REASON,
  LOG_ENDPOINT,
  LOG_ORIGIN,
  LOG_ENTRY,
] as const;

/**
 * Which origins were refused, or would have been: the most frequent first.
 *
 * A line is a refusal by its reason, so that what report and observe mode let through counts too; its outcome tells them apart.
 */
export function refusalsQuery(reason?: Refusal): string {
  const condition =
    reason === undefined
      ? `${LOG_REASON} in [${REFUSALS.map((one) => `"${one}"`).join(', ')}]`
      : `${LOG_REASON} = "${reason}"`;
  return [
    `filter ${LOG_MESSAGE} = "${MESSAGE_VERDICT}" and ${condition}`,
    `stats count(*) as ${COLUMN_COUNT}, ${SPAN} by ${LOG_ORIGIN}, ${LOG_REASON}, ${LOG_ENDPOINT}, ${LOG_OUTCOME}`,
    `sort ${COLUMN_COUNT} desc`,
    `limit ${String(MAX_REFUSAL_ROWS)}`,
  ].join(' | ');
}

const SPAN = `min(@timestamp) as ${COLUMN_FIRST}, max(@timestamp) as ${COLUMN_LAST}`;

/** When each entry last let an origin in: what was used last comes first. */
export const USAGE_QUERY = [
  `filter ${LOG_MESSAGE} = "${MESSAGE_ENTRY_USED}"`,
  `stats ${SPAN} by ${LOG_ENTRY}`,
  `sort ${COLUMN_LAST} desc`,
  `limit ${String(MAX_USAGE_ROWS)}`,
].join(' | ');
