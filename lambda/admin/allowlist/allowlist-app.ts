import { OpenAPIHono } from '@hono/zod-openapi';
import type { AdminAuthDocument } from '../../../lib/contract';
import type { EntryStore } from '../../store/entry-store';
import type { AdminLog } from '../log/admin-log';
import type { AdminEnv } from '../http/admin-env';
import { validationHook } from '../http/validation-hook';
import type { SimulatorParts } from '../simulator/evaluate';
import { addBulkRoutes } from './bulk-handlers';
import { addEntryRoutes } from './entry-handlers';
import { addListRoute } from './list-handler';
import { addOpenApiRoute } from './openapi-route';
import { addSimulatorRoute } from './simulator-route';

/** The parts of the allowlist function. */
export interface AllowlistParts {
  readonly entries: EntryStore;
  readonly log: AdminLog;
  readonly auth: AdminAuthDocument;
  /** Undefined where the policy of the gateway is not known. */
  readonly simulator: SimulatorParts | undefined;
}

/** The router of the allowlist function: entries, import and export, simulator, description. */
export function createAllowlistApp({ entries, log, auth, simulator }: AllowlistParts): OpenAPIHono<AdminEnv> {
  const app = new OpenAPIHono<AdminEnv>({ defaultHook: validationHook() });
  // Problems are written in one place, outside the router.
  app.onError((error) => {
    throw error;
  });
  // Import and export come before entries, because their paths also have the form of an entry's.
  addBulkRoutes(app, entries, log);
  addListRoute(app, entries);
  addEntryRoutes(app, entries, log);
  addSimulatorRoute(app, simulator);
  addOpenApiRoute(app, auth);
  return app;
}
