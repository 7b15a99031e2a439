import * as oauth from 'oauth4webapi';
import { keep, kept } from '../kept';
import { perform } from '../perform';
import { pageUrl, type Place } from '../place';

const NONE = oauth.None();

let tokens: oauth.TokenEndpointResponse;
let handle: oauth.DPoPHandle | undefined;

async function server({ issuer }: Place): Promise<oauth.AuthorizationServer> {
  const name = new URL(issuer);
  return oauth.processDiscoveryResponse(name, await oauth.discoveryRequest(name));
}

function as({ clientId }: Place): oauth.Client {
  return { client_id: clientId };
}

/** Asks once more where the issuer wants a nonce, which the handle keeps. */
async function withNonce<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error;
    return ask();
  }
}

async function proof(place: Place): Promise<{ readonly DPoP?: oauth.DPoPHandle }> {
  if (!place.variant.startsWith('DPoP')) return {};
  handle ??= oauth.DPoP(as(place), await oauth.generateKeyPair('ES256'));
  return { DPoP: handle };
}

async function userInfo(place: Place): Promise<void> {
  const found = await server(place);
  const options = await proof(place);
  const { sub } = oauth.getValidatedIdTokenClaims(tokens)!;
  await withNonce(async () => {
    const response = await oauth.userInfoRequest(found, as(place), tokens.access_token, options);
    return oauth.processUserInfoResponse(found, as(place), sub, response);
  });
}

perform({
  leave: async (place) => {
    const { authorization_endpoint: authorize } = await server(place);
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    keep('verifier', verifier);
    keep('state', state);
    const url = new URL(String(authorize));
    url.search = new URLSearchParams({
      client_id: place.clientId,
      redirect_uri: pageUrl(place, 'callback'),
      response_type: 'code',
      scope: 'openid profile',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).toString();
    location.href = url.href;
  },
  arrive: async (place) => {
    const found = await server(place);
    const [verifier, state] = [kept('verifier'), kept('state')];
    const parameters = oauth.validateAuthResponse(found, as(place), new URL(location.href), state);
    const options = await proof(place);
    tokens = await withNonce(async () => {
      const back = pageUrl(place, 'callback');
      const response = await oauth.authorizationCodeGrantRequest(
        found,
        as(place),
        NONE,
        parameters,
        back,
        verifier,
        options,
      );
      return oauth.processAuthorizationCodeResponse(found, as(place), response, { requireIdToken: true });
    });
  },
  steps: {
    userinfo: userInfo,
    'userinfo again': userInfo,
    refresh: async (place) => {
      const found = await server(place);
      const options = await proof(place);
      tokens = await withNonce(async () => {
        const { refresh_token: token = '' } = tokens;
        const response = await oauth.refreshTokenGrantRequest(found, as(place), NONE, token, options);
        return oauth.processRefreshTokenResponse(found, as(place), response);
      });
    },
    revoke: async (place) => {
      const response = await oauth.revocationRequest(
        await server(place),
        as(place),
        NONE,
        tokens.access_token,
      );
      await oauth.processRevocationResponse(response);
    },
  },
});
