import { TABLE_NAME } from '../../../lib/contract';
import { requireEnv } from '../../shared/configuration/configuration';
import { ADMIN_LIMITS, lazyClient } from '../../store/client-loader';
import { DynamoSettingsStore } from '../../store/dynamo-settings-store';
import { createAdminLog } from '../log/admin-log';
import { createAdminHandler } from '../http/admin-handler';
import { readAdminAuth } from '../identity/admin-auth';
import { createSettingsApp } from './settings-app';

const tableName = requireEnv(TABLE_NAME);
const auth = readAdminAuth();
const log = createAdminLog(tableName);
const settings = new DynamoSettingsStore({ tableName, loadClient: lazyClient(ADMIN_LIMITS) });

export const handler = createAdminHandler({
  function: 'settings',
  app: createSettingsApp(settings, log),
  auth,
  log,
  clock: Date.now,
});
