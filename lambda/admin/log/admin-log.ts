import type { ChangeAction } from '../../../lib/contract';
import { createLogger } from '../../shared/log/powertools';
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

/** Logs of the admin API: one line a change, one line a failure. */
export interface AdminLog {
  audit(record: AuditRecord): void;
  failure(requestId: string, error: unknown): void;
}

/** Logs by Powertools for AWS Lambda: JSON lines on standard output. */
export function createAdminLog(tableName: string): AdminLog {
  const logger = createLogger(tableName);
  return {
    audit: (record) => {
      logger.info('allowlist changed', { audit: true, ...record });
    },
    failure: (requestId, error) => {
      const cause = error instanceof Error ? error : new Error(String(error));
      logger.error('request failed', { requestId, error: cause });
    },
  };
}
