import { startConsoleServer, type ConsoleServer } from './console-server';
import type { FakeCognito } from './fake-cognito';

/**
 * An admin API behind a user pool: the console as it is deployed, and the routes for who shows a token.
 *
 * @param admin the local admin API, which asks nobody who they are
 */
export function startSignedInAdmin(
  admin: string,
  cognito: FakeCognito,
  clientId: string,
): Promise<ConsoleServer> {
  const signIn = {
    issuer: 'https://issuer.example',
    domain: cognito.domain,
    clientId,
    scope: 'openid',
    token: 'id',
    manageAllowlistGroup: 'manage-allowlist',
    manageSettingsGroup: 'manage-settings',
  } as const;
  return startConsoleServer(admin, { signIn }, ({ authorization = '' }, path) => {
    if (!cognito.accepts(authorization)) return [401, 'not_authenticated'];
    const mayManage = cognito.groups.includes('manage-settings');
    return path.endsWith('/settings') && !mayManage ? [403, 'not_permitted'] : undefined;
  });
}
