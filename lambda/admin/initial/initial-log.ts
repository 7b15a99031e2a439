import { Logger } from '../../shared/log/logger';
import { createAdminLog, type AdminLog } from '../log/admin-log';
import type { InitialSummary } from './initial-writes';

/** Logs of the function: one line a change, one line a failure, and one line a deployment. */
export interface InitialLog extends AdminLog {
  done(requestId: string, summary: InitialSummary): void;
}

/** Logs as lines of JSON on standard output. */
export function createInitialLog(tableName: string): InitialLog {
  const logger = new Logger(tableName);
  return {
    ...createAdminLog(tableName),
    done: (requestId, summary) => {
      logger.info('initial entries', { requestId, ...summary });
    },
  };
}
