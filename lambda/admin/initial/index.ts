import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INITIAL_ENTRIES_FILE, TABLE_NAME } from '../../../lib/contract';
import { requireEnv } from '../../shared/configuration/configuration';
import { ADMIN_LIMITS, lazyClient } from '../../store/client-loader';
import { DynamoEntryStore } from '../../store/dynamo-entry-store';
import { DynamoSettingsStore } from '../../store/dynamo-settings-store';
import { AuditedEntries } from '../audit/audited-entries';
import { AuditedSettings } from '../audit/audited-settings';
import { createInitialHandler } from './initial-handler';
import { createInitialLog } from './initial-log';

/** The function has twice as long, so that the failure is told as well. */
const RETRY_MILLIS = 45_000;

const tableName = requireEnv(TABLE_NAME);
const log = createInitialLog(tableName);
const table = { tableName, loadClient: lazyClient(ADMIN_LIMITS) };

export const handler = createInitialHandler({
  stores: {
    entries: new AuditedEntries(new DynamoEntryStore(table), log),
    settings: new AuditedSettings(new DynamoSettingsStore(table), log),
  },
  log,
  readFile: () => readFileSync(join(__dirname, INITIAL_ENTRIES_FILE), 'utf8'),
  retryMillis: RETRY_MILLIS,
  clock: Date.now,
});
