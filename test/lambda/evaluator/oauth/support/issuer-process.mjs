/*
 * A real issuer in a process of its own, because its package is made of ES modules, which the test runner cannot load.
 * It tells its parent where it listens, and what it was asked whenever the parent wants to know.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import process from 'node:process';
import { Provider } from 'oidc-provider';

const [, , text] = process.argv;
/** The members of `ProviderSetup`, all of them. */
const { clientId, redirectUri, formPosts, publicName, mount, routes, nonces } = JSON.parse(text);
const requests = [];
/** https://www.rfc-editor.org/rfc/rfc8628#section-3.4 */
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const address = `http://127.0.0.1:${server.address().port}`;
  const issuer = `${publicName || address}${mount}`;
  // Set up as for any proxy, and without any CORS settings: those are the gateway's.
  const provider = new Provider(issuer, {
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
  const callback = provider.callback();
  server.on('request', (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    // As frameworks mount it: what is beside its path is not its own.
    request.originalUrl = request.url;
    if (!request.url.startsWith(mount)) return response.writeHead(404).end();
    request.url = request.url.slice(mount.length);
    callback(request, response);
  });
  process.send({ address, issuer });
});

process.on('message', () => process.send(requests.splice(0)));
process.on('disconnect', () => process.exit());
