/*
 * A real issuer in a process of its own, because its package is made of ES modules, which the test runner cannot load.
 * It tells its parent where it listens, and what it was asked whenever the parent wants to know.
 */
import { createServer } from 'node:http';
import process from 'node:process';
import { Provider } from 'oidc-provider';

const [, , clientId, redirectUri, formPosts] = process.argv;
const requests = [];

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  // Set up as for any proxy, and without any CORS settings: those are the gateway's.
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    features: { revocation: { enabled: true }, introspection: { enabled: true } },
    // An issuer that takes form posts at authorize wants its cookies to come along from other sites, which browsers allow
    // only over https: nobody can sign in at such an issuer here.
    enableHttpPostMethods: formPosts === 'form-posts',
    cookies: { keys: ['not a secret'], long: { sameSite: formPosts === 'form-posts' ? 'none' : 'lax' } },
  });
  // Heeds `X-Forwarded-Host` and `X-Forwarded-Proto`.
  provider.proxy = true;
  const callback = provider.callback();
  server.on('request', (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    callback(request, response);
  });
  process.send(issuer);
});

process.on('message', () => process.send(requests.splice(0)));
process.on('disconnect', () => process.exit());
