/*
 * A real issuer with the paths of a product, in a process of its own, because its package is made of ES modules, which the
 * test runner cannot load. It calls itself by the gateway's name, as behind any proxy, and signs everybody in without a form.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { Provider } from 'oidc-provider';

const layout = JSON.parse(process.argv[2]);
const { issuer, clients, routes, document, login, rename, files, besideTokens, behaviour } = layout;
const name = new URL(issuer);

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const provider = new Provider(issuer, configuration());
  provider.proxy = true;
  provider.use(asOthersDo);
  provider.registerResponseMode('okta_post_message', postMessage);
  const callback = provider.callback();
  server.on('request', (request, response) => {
    const url = new URL(request.url, name);
    if (files[url.pathname] !== undefined) {
      const { headers, body } = files[url.pathname];
      response.writeHead(200, headers).end(body);
      return;
    }
    request.headers.host = name.host;
    request.headers['x-forwarded-proto'] = 'https';
    if (url.pathname === document) url.pathname = '/.well-known/openid-configuration';
    for (const [from, to] of Object.entries(rename)) {
      if (!url.searchParams.has(from)) continue;
      url.searchParams.set(to, url.searchParams.get(from));
      url.searchParams.delete(from);
    }
    // Products give a refresh token without asking, as this issuer does once it is told to.
    if (url.searchParams.get('scope')?.includes('offline_access') && !url.searchParams.has('prompt')) {
      url.searchParams.set('prompt', 'consent');
    }
    if (behaviour.likeSalesforce && url.searchParams.has('code_challenge')) {
      url.searchParams.set('code_challenge', digest(url.searchParams.get('code_challenge')));
      url.searchParams.set('code_challenge_method', 'S256');
    }
    request.url = `${url.pathname}${url.search}`;
    request.headers.authorization = withoutDress(request.headers.authorization);
    if (url.pathname.startsWith(`${login}/`)) void signIn(provider, request, response);
    else void makeReadable(request).then(() => callback(request, response));
  });
  process.send(`http://127.0.0.1:${server.address().port}`);
});

/** Gives this issuer what it can read: its own tokens, and the id of a client that names itself by `Basic` without a password. */
async function makeReadable(request) {
  const [scheme, value = ''] = request.headers.authorization?.split(' ') ?? [];
  const id = scheme === 'Basic' ? Buffer.from(value, 'base64').toString() : ':';
  if (id.includes(':') && !behaviour.readableTokens && !behaviour.likeSalesforce) return;
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return;
  const body = new URLSearchParams(await text(request));
  if (!id.includes(':')) {
    delete request.headers.authorization;
    body.set('client_id', id);
  }
  for (const name of ['refresh_token', 'token']) {
    if (body.has(name)) body.set(name, undressed(body.get(name)));
  }
  // The digest is as good a verifier, once the challenge is that of the digest.
  if (behaviour.likeSalesforce && body.has('code_verifier')) {
    body.set('code_verifier', digest(body.get('code_verifier')));
  }
  if (behaviour.likeSalesforce && !body.has('client_id')) body.set('client_id', clients[0].client_id);
  request.body = body.toString();
}

function digest(value) {
  return createHash('sha256').update(value).digest('base64url');
}

async function signIn(provider, request, response) {
  const result = { login: { accountId: 'somebody' }, consent: {} };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
}

function configuration() {
  const enabled = { enabled: true };
  return {
    clients,
    routes,
    features: {
      devInteractions: { enabled: false },
      revocation: enabled,
      introspection: enabled,
      pushedAuthorizationRequests: enabled,
      registration: enabled,
      deviceFlow: {
        ...enabled,
        userCodeInputSource: submitted,
        userCodeConfirmSource: submitted,
        successSource: page('done'),
      },
      dPoP: {
        ...enabled,
        nonceSecret: Buffer.alloc(32, 7),
        requireNonce: ({ path }) =>
          behaviour.requireNonce === true ||
          (behaviour.requireNonce === 'userinfo' && path === routes.userinfo),
      },
      webMessageResponseMode: { ...enabled, ack: 'individual-draft-01' },
      rpInitiatedLogout: { ...enabled, logoutSource, postLogoutSuccessSource: page('signed out') },
    },
    interactions: { url: (_, { uid }) => `${login}/${uid}` },
    cookies: { keys: ['not a secret'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: 'Some Body', preferred_username: id, email: `${id}@example.com` }),
    }),
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email'] },
    // The products put the names of people into id tokens, and their clients read them there.
    conformIdTokenClaims: false,
    issueRefreshToken: () => true,
    enabledJWA: { dPoPSigningAlgValues: ['ES256', 'RS256'] },
    loadExistingGrant: granted,
  };
}

/** Everything that the client asks for, so that nobody is asked for consent. */
async function granted({ oidc }) {
  const grant = new oidc.provider.Grant({
    clientId: oidc.client.clientId,
    accountId: oidc.session.accountId,
  });
  grant.addOIDCScope(oidc.params.scope ?? 'openid');
  await grant.save();
  return grant;
}

/** The response mode of Okta, which its client asks for in frames and popups. */
function postMessage(ctx, redirectUri, payload) {
  const message = JSON.stringify(payload).replaceAll('<', '\\u003c');
  const target = JSON.stringify(new URL(redirectUri).origin);
  ctx.remove('X-Frame-Options');
  ctx.set('Content-Security-Policy', '');
  ctx.type = 'html';
  ctx.body = `<!doctype html><script>(opener ?? parent).postMessage(${message}, ${target})</script>`;
}

function page(body) {
  return (ctx) => {
    ctx.body = `<!doctype html><title>issuer</title>${body}`;
  };
}

/** A form of the issuer that needs nobody to press its button. */
function submitted(ctx, form) {
  ctx.set('Content-Security-Policy', '');
  ctx.body = `<!doctype html><title>issuer</title>${form}<script>document.forms[0].submit()</script>`;
}

/** Signs out without a question. */
function logoutSource(ctx, form) {
  submitted(ctx, form.replace('</form>', '<input type="hidden" name="logout" value="yes"/></form>'));
}

/** The ways of the products in which their clients trust, where this issuer has others. */
async function asOthersDo(ctx, next) {
  await next();
  if (ctx.status !== 200) return;
  // Nonces of user info are its own: https://www.rfc-editor.org/rfc/rfc9449#section-9
  if (behaviour.requireNonce === 'userinfo' && ctx.path !== routes.userinfo) ctx.remove('DPoP-Nonce');
  if (ctx.path === routes.token) {
    const tokens = behaviour.readableTokens ? dressedTokens(ctx.body) : {};
    ctx.body = { ...ctx.body, ...besideTokens, ...tokens };
  }
  if (behaviour.emptyRevocation && ctx.path === routes.revocation) {
    ctx.body = Buffer.alloc(0);
    ctx.remove('Content-Type');
  }
}

function dressedTokens({ access_token: access, refresh_token: refresh }) {
  return {
    access_token: dressed(access),
    ...(refresh === undefined ? {} : { refresh_token: dressed(refresh) }),
  };
}

/** A token that clients can decode. This issuer takes none of its own JWTs at userinfo, so the token is inside. */
function dressed(token) {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    sub: 'somebody',
    username: 'somebody',
    iat: now,
    exp: now + 3600,
    jti: token,
    sid: 'session',
  };
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
}

function withoutDress(header) {
  const [scheme, token = ''] = header?.split(' ') ?? [];
  return scheme?.toLowerCase() === 'bearer' ? `Bearer ${undressed(token)}` : header;
}

function undressed(token) {
  const claims = token.split('.')[1];
  if (!behaviour.readableTokens || claims === undefined) return token;
  return JSON.parse(Buffer.from(claims, 'base64url')).jti;
}

process.on('message', (change) => {
  Object.assign(behaviour, change);
  process.send('changed');
});
process.on('disconnect', () => process.exit());
