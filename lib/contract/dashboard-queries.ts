import { LOG_MESSAGE, LOG_REQUEST_ID, MESSAGE_ALLOWLIST_CHANGED } from './log-fields';

/*
 * Queries of CloudWatch Logs Insights that the dashboard shows. Their texts are constant, and the dashboard sets the time.
 */

/** The last changes of entries and settings, from the logs of the admin functions. */
export const CHANGES_QUERY = [
  'fields @timestamp, action, target, coalesce(after.pattern, before.pattern) as pattern, by',
  `filter ${LOG_MESSAGE} = "${MESSAGE_ALLOWLIST_CHANGED}"`,
  'sort @timestamp desc',
  'limit 50',
].join('\n| ');

/** The last errors, from the logs of all functions. */
export const ERRORS_QUERY = [
  `fields @timestamp, ${LOG_MESSAGE}, error.name, error.message, ${LOG_REQUEST_ID}`,
  'filter level = "ERROR"',
  'sort @timestamp desc',
  'limit 50',
].join('\n| ');
