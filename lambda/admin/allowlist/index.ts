import { GATEWAY_API_ID, GATEWAY_STAGE, POLICY, TABLE_NAME } from '../../../lib/contract';
import { readLocalOrigins, readPolicy, requireEnv } from '../../shared/configuration/configuration';
import { createAllowlistReader } from '../../store/allowlist-reader';
import { ADMIN_LIMITS, lazyClient } from '../../store/client-loader';
import { DynamoEntryStore } from '../../store/dynamo-entry-store';
import { createAdminLog } from '../log/admin-log';
import { createAdminHandler } from '../http/admin-handler';
import { readAdminAuth } from '../identity/admin-auth';
import type { SimulatorParts } from '../simulator/evaluate';
import { createAllowlistApp } from './allowlist-app';

const { env } = process;
const tableName = requireEnv(TABLE_NAME);
const auth = readAdminAuth();
const log = createAdminLog(tableName);
const entries = new DynamoEntryStore({ tableName, loadClient: lazyClient(ADMIN_LIMITS) });

/** A reader that remembers nothing: every simulation is a read of the table. */
const simulator = (): SimulatorParts => ({
  gateway: {
    policy: readPolicy(),
    apiId: env[GATEWAY_API_ID],
    stage: env[GATEWAY_STAGE],
    localOrigins: readLocalOrigins(),
  },
  reader: createAllowlistReader({ tableName, cacheTtlSeconds: 0, staleTtlSeconds: 0 }),
  entries,
});

const app = createAllowlistApp({
  entries,
  log,
  auth,
  simulator: env[POLICY] === undefined ? undefined : simulator(),
});

export const handler = createAdminHandler({ function: 'allowlist', app, auth, log, clock: Date.now });
