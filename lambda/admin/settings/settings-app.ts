import { OpenAPIHono } from '@hono/zod-openapi';
import type { SettingsStore } from '../../store/entry-store';
import type { AdminLog, AuditRecord } from '../admin-log';
import { settingsView } from '../entries/entry-view';
import type { AdminEnv } from '../http/admin-env';
import { entityTag, expectedVersion } from '../http/if-match';
import { validationHook } from '../http/validation-hook';
import { writerOf } from '../http/writer';
import { AdminProblem } from '../problem/admin-problem';
import type { Settings } from '../schema/settings';
import { headerValues } from '../../shared/rest-request';
import { readSettingsRoute, updateSettingsRoute } from './settings-routes';

/** The router of the settings function. */
export function createSettingsApp(store: SettingsStore, log: AdminLog): OpenAPIHono<AdminEnv> {
  const app = new OpenAPIHono<AdminEnv>({ defaultHook: validationHook() });
  app.onError((error) => {
    throw error;
  });

  app.openapi(readSettingsRoute, async (c) => {
    const settings = settingsView(await store.read());
    return c.json(settings, 200, { ETag: entityTag(settings.version) });
  });

  app.openapi(updateSettingsRoute, async (c) => {
    const { enableCorsForOAuthEndpoints } = c.req.valid('json');
    const version = expectedVersion(headerValues(c.env.call.headers, 'if-match'));
    const writer = writerOf(c);
    const write = await store.write(enableCorsForOAuthEndpoints, version, writer);
    const settings = settingsView(write.settings);
    const ETag = entityTag(settings.version);
    if (write.outcome === 'stale') throw new AdminProblem('stale_version', { headers: { ETag } });
    if (write.changed) {
      const action = write.before === undefined ? 'create' : 'update';
      const before = write.before === undefined ? undefined : audited(settingsView(write.before));
      const { requestId, by } = writer;
      log.audit({ requestId, by, action, target: 'settings', before, after: audited(settings) });
    }
    return c.json(settings, 200, { ETag });
  });
  return app;
}

/** Settings without their history. */
function audited({
  enableCorsForOAuthEndpoints,
  version,
  updatedAt,
  updatedBy,
}: Settings): AuditRecord['after'] {
  return { enableCorsForOAuthEndpoints, version, updatedAt, updatedBy };
}
