import {
  DIMENSION_ACTION,
  MESSAGE_ALLOWLIST_CHANGED,
  METRIC_ADMIN_CHANGE,
  METRIC_ADMIN_ERROR,
  type ChangeAction,
} from '../../../lib/contract';
import { errorFields } from '../../shared/log/error-fields';
import { Logger } from '../../shared/log/logger';
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

/** Logs and metrics as lines of JSON on standard output. */
export function createAdminLog(tableName: string): AdminLog {
  const logger = new Logger(tableName);
  return {
    audit: (record) => {
      logger.info(MESSAGE_ALLOWLIST_CHANGED, { audit: true, ...record });
      const byOne = { metric: METRIC_ADMIN_CHANGE, dimension: DIMENSION_ACTION, value: record.action };
      logger.count({ all: {}, byOne });
    },
    failure: (requestId, error) => {
      const counts = { all: { [METRIC_ADMIN_ERROR]: 1 } };
      logger.error('request failed', { requestId, error: errorFields(error) }, counts);
    },
  };
}
