import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

/** The package of each client, by the name of its page. */
export const PACKAGES: Readonly<Record<string, string>> = {
  amplify: '@aws-amplify/auth',
  appauth: '@openid/appauth',
  'auth0-spa-js': '@auth0/auth0-spa-js',
  jsforce: 'jsforce',
  'keycloak-js': 'keycloak-js',
  'msal-browser': '@azure/msal-browser',
  oauth4webapi: 'oauth4webapi',
  'oidc-client-ts': 'oidc-client-ts',
  'okta-auth-js': '@okta/okta-auth-js',
  'openid-client': 'openid-client',
};

/** The version of a client that the repository has installed. */
export function clientVersion(client: string): string {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  return devDependencies[PACKAGES[client]!]!;
}
