import { LOG_GROUPS, TABLE_NAME } from '../../../lib/contract';
import { readVerdictLog, requireEnv } from '../../shared/configuration/configuration';
import { createAllowlistReader } from '../../store/allowlist-reader';
import { ADMIN_LIMITS, lazyClient } from '../../store/client-loader';
import { DynamoEntryStore } from '../../store/dynamo-entry-store';
import { SigningKey } from '../../store/signing-key';
import { createAdminHandler } from '../http/admin-handler';
import { readAdminAuth } from '../identity/admin-auth';
import { createAdminLog } from '../log/admin-log';
import { CloudWatchQueries } from './cloudwatch-queries';
import { lazyLogCalls } from './log-calls-loader';
import type { LogQueries } from './log-queries';
import { createQueriesApp } from './queries-app';
import { RememberedQueries } from './remembered-queries';

const tableName = requireEnv(TABLE_NAME);
const auth = readAdminAuth();
const log = createAdminLog(tableName);
const table = { tableName, loadClient: lazyClient(ADMIN_LIMITS) };
const logGroups = (process.env[LOG_GROUPS] ?? '').split(',').filter((name) => name !== '');

const seats = (): LogQueries => {
  const queries = new CloudWatchQueries(logGroups, lazyLogCalls(), Date.now);
  return new RememberedQueries(queries, Date.now);
};

const app = createQueriesApp({
  log: logGroups.length === 0 ? undefined : seats(),
  verdictLog: readVerdictLog(),
  key: new SigningKey(table),
  reader: createAllowlistReader({ tableName, cacheTtlSeconds: 0, staleTtlSeconds: 0 }),
  entries: new DynamoEntryStore(table),
});

export const handler = createAdminHandler({ function: 'queries', app, auth, log, clock: Date.now });
