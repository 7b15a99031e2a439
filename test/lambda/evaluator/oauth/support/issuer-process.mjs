/*
 * A real issuer in a process of its own, because its package is made of ES modules, which the test runner cannot load.
 * It tells its parent where it listens, and what it was asked whenever the parent wants to know.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import process from 'node:process';
import { Provider } from 'oidc-provider';
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js';

const [, , text] = process.argv;
/** The members of `ProviderSetup`, all of them. */
const { clientId, redirectUri, formPosts, publicName, mount, routes, nonces, api } = JSON.parse(text);
const requests = [];
/** The newest comes first, and signs. */
const keys = [];
/** Of the process, so that sessions and refresh tokens outlive a change of the keys. */
const adapter = createMemoryAdapter();
let seconds = 300;
let callback;
/** https://www.rfc-editor.org/rfc/rfc8628#section-3.4 */
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const address = `http://127.0.0.1:${server.address().port}`;
  const issuer = `${publicName || address}${mount}`;
  if (api !== undefined) addKey();
  callback = providerOf(issuer).callback();
  server.on('request', (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    // As frameworks mount it: what is beside its path is not its own.
    request.originalUrl = request.url;
    if (!request.url.startsWith(mount)) return response.writeHead(404).end();
    request.url = request.url.slice(mount.length);
    callback(request, response);
  });
  process.on('message', (message) => void answer(message, issuer));
  process.send({ address, issuer });
});

function providerOf(issuer) {
  // Set up as for any proxy. Without an API of its own it has no CORS settings: those are the gateway's.
  const { resources = {}, ...further } = api === undefined ? {} : forApi();
  const provider = new Provider(issuer, {
    ...further,
    clients: [
      {
        client_id: clientId,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token', DEVICE_GRANT],
        response_types: ['code'],
      },
    ],
    features: {
      ...resources,
      revocation: { enabled: true },
      introspection: { enabled: true },
      deviceFlow: { enabled: true },
      registration: { enabled: true },
      registrationManagement: { enabled: true },
      dPoP: nonces
        ? { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true }
        : { enabled: true },
    },
    routes,
    // An issuer that takes form posts at authorize wants its cookies to come along from other sites, which browsers allow
    // only over https: nobody can sign in at such an issuer here.
    enableHttpPostMethods: formPosts,
    cookies: { keys: ['not a secret'], long: { sameSite: formPosts ? 'none' : 'lax' } },
  });
  // Heeds `X-Forwarded-Host` and `X-Forwarded-Proto`.
  provider.proxy = true;
  return provider;
}

/** The settings for access tokens that are JWTs of an API, which pages get and renew by themselves. */
function forApi() {
  const enabled = true;
  const getResourceServerInfo = () => ({
    audience: api.audience,
    scope: api.scope,
    accessTokenTTL: seconds,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'RS256' } },
  });
  return {
    adapter,
    jwks: { keys: [...keys] },
    clientBasedCORS: () => true,
    resources: { resourceIndicators: { enabled, getResourceServerInfo, useGrantedResource: () => true } },
  };
}

function addKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = `key-${keys.length + 1}`;
  keys.unshift({ ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' });
}

/** Does what the parent says, and answers when that is done. */
async function answer({ what, value }, issuer) {
  if (what === 'lifetime') seconds = value;
  if (what === 'rotate') {
    addKey();
    callback = providerOf(issuer).callback();
  }
  if (what === 'down') {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
  if (what === 'up') {
    server.listen(new URL(issuer).port, '127.0.0.1');
    await once(server, 'listening');
  }
  process.send(requests.splice(0));
}

process.on('disconnect', () => process.exit());
