import { valuesOf } from '../../../lib/core';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { SettingsStore } from '../../store/entry-store';
import type { AdminLog } from '../log/admin-log';
import { settingsView } from '../view/settings-view';
import type { AdminEnv } from '../http/admin-env';
import { entityTag, expectedVersion } from '../http/if-match';
import { validationHook } from '../http/validation-hook';
import { writerOf } from '../audit/writer';
import { AdminProblem } from '../problem/admin-problem';
import { AuditedSettings } from '../audit/audited-settings';
import { readSettingsRoute, updateSettingsRoute } from './settings-routes';

/** The router of the settings function. */
export function createSettingsApp(store: SettingsStore, log: AdminLog): OpenAPIHono<AdminEnv> {
  const app = new OpenAPIHono<AdminEnv>({ defaultHook: validationHook() });
  const audited = new AuditedSettings(store, log);
  app.onError((error) => {
    throw error;
  });

  app.openapi(readSettingsRoute, async (c) => {
    const settings = settingsView(await audited.read());
    return c.json(settings, 200, { ETag: entityTag(settings.version) });
  });

  app.openapi(updateSettingsRoute, async (c) => {
    const { enableCorsForOAuthEndpoints } = c.req.valid('json');
    const version = expectedVersion(valuesOf(c.env.call.headers, 'if-match'));
    const write = await audited.write(enableCorsForOAuthEndpoints, version, writerOf(c));
    const settings = settingsView(write.settings);
    const ETag = entityTag(settings.version);
    if (write.outcome === 'stale') throw new AdminProblem('stale_version', { headers: { ETag } });
    return c.json(settings, 200, { ETag });
  });
  return app;
}
