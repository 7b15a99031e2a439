import {
  DIMENSION_ACTION,
  MESSAGE_ALLOWLIST_CHANGED,
  METRIC_ADMIN_CHANGE,
  METRIC_ADMIN_ERROR,
  type ChangeAction,
} from '../../../lib/contract';
import { createLogger, createMetrics } from '../../shared/log/powertools';
import type { ListedEntry } from '../schema/entry';
import type { Settings } from '../schema/settings';

/** One change of the allowlist or the settings. */
export interface AuditRecord {
  readonly requestId: string;
  /** Who. */
  readonly by: string;
  readonly action: ChangeAction;
  readonly target: 'entry' | 'settings';
  /** Undefined where there was nothing before. */
  readonly before: ListedEntry | Omit<Settings, 'history'> | undefined;
  readonly after: ListedEntry | Omit<Settings, 'history'>;
}

/** Logs of the admin API: one line a change, one line a failure, and a metric of each. */
export interface AdminLog {
  audit(record: AuditRecord): void;
  failure(requestId: string, error: unknown): void;
}

/** Logs and metrics by Powertools for AWS Lambda: JSON lines on standard output. */
export function createAdminLog(tableName: string): AdminLog {
  const logger = createLogger(tableName);
  const metrics = createMetrics(tableName);
  return {
    audit: (record) => {
      logger.info(MESSAGE_ALLOWLIST_CHANGED, { audit: true, ...record });
      // One value with two sets of dimensions: for all actions together, and for each.
      metrics.addDimensions({}).addDimensions({ [DIMENSION_ACTION]: record.action });
      metrics.addMetric(METRIC_ADMIN_CHANGE, 'Count', 1).publishStoredMetrics();
    },
    failure: (requestId, error) => {
      const cause = error instanceof Error ? error : new Error(String(error));
      logger.error('request failed', { requestId, error: cause });
      metrics.addMetric(METRIC_ADMIN_ERROR, 'Count', 1).publishStoredMetrics();
    },
  };
}
