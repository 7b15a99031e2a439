import { send } from '../support/http-client';
import { startLocalProcess } from '../support/local-process';
import type { Capability, Target } from './target';

/** The local gateway can show everything. */
export const LOCAL_CAPABILITIES: ReadonlySet<Capability> = new Set<Capability>([
  'site-host',
  'authorizer-context-in-gateway-responses',
  'raw-paths',
  'repeated-headers',
  'header-remaps',
  'unknown-routes',
  'own-list',
]);

/** The local gateway, started for one suite. */
export async function startLocalTarget(args: readonly string[] = []): Promise<Target> {
  const local = await startLocalProcess(['--empty', ...args]);
  const { gateway, site, admin } = local.ready;
  return {
    name: 'local gateway',
    gateway,
    site: { url: gateway, host: new URL(site).host },
    // The default of cacheTtl, and the second that the specification adds to it.
    settleMillis: 11_000,
    capabilities: LOCAL_CAPABILITIES,
    admin: ({ path, ...request }) => send({ ...request, url: `${admin}/cors/v1${path}` }),
    close: async () => {
      await local.stop();
    },
  };
}
