import * as client from 'openid-client';
import { keep, kept } from '../kept';
import { perform } from '../perform';
import { pageUrl, type Place } from '../place';

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';

let dpop: client.DPoPHandle | undefined;
let tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;

async function configuration(place: Place): Promise<client.Configuration> {
  const found = await client.discovery(new URL(place.issuer), place.clientId, undefined, client.None());
  if (place.variant.startsWith('DPoP'))
    dpop ??= client.getDPoPHandle(found, await client.randomDPoPKeyPair());
  return found;
}

function withProof(): client.DPoPOptions {
  return dpop === undefined ? {} : { DPoP: dpop };
}

function subject(): string {
  return tokens.claims()?.sub ?? '';
}

async function userInfo(place: Place): Promise<void> {
  await client.fetchUserInfo(await configuration(place), tokens.access_token, subject(), withProof());
}

perform({
  leave: async (place) => {
    const found = await configuration(place);
    const verifier = client.randomPKCECodeVerifier();
    keep('verifier', verifier);
    const parameters = {
      redirect_uri: pageUrl(place, 'callback'),
      scope: 'openid profile',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(place.variant === 'form_post' ? { response_mode: 'form_post' } : {}),
    };
    location.href =
      place.variant === 'PAR'
        ? (await client.buildAuthorizationUrlWithPAR(found, parameters)).href
        : client.buildAuthorizationUrl(found, parameters).href;
  },
  arrive: async (place) => {
    const found = await configuration(place);
    const checks = { pkceCodeVerifier: kept('verifier') };
    tokens = await client.authorizationCodeGrant(
      found,
      new URL(location.href),
      checks,
      undefined,
      withProof(),
    );
  },
  steps: {
    userinfo: userInfo,
    'userinfo again': userInfo,
    introspect: async (place) => client.tokenIntrospection(await configuration(place), tokens.access_token),
    refresh: async (place) => {
      const found = await configuration(place);
      tokens = await client.refreshTokenGrant(found, tokens.refresh_token ?? '', undefined, withProof());
    },
    revoke: async (place) => client.tokenRevocation(await configuration(place), tokens.access_token),
    device: async (place) => {
      const found = await configuration(place);
      const response = await client.initiateDeviceAuthorization(found, { scope: 'openid' });
      window.open(response.verification_uri_complete);
      const asked = { ...response, interval: 1 };
      await client.pollDeviceAuthorizationGrant(found, asked);
    },
    registration: async (place) => {
      const metadata = {
        redirect_uris: [pageUrl(place, 'callback')],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', DEVICE],
      };
      const registered = await client.dynamicClientRegistration(new URL(place.issuer), metadata);
      const { registration_client_uri: uri, registration_access_token: token } =
        registered.clientMetadata() as client.ClientMetadata & Readonly<Record<string, string>>;
      const answer = await fetch(uri ?? '', { headers: { Authorization: `Bearer ${token ?? ''}` } });
      const { client_id: id } = (await answer.json()) as { readonly client_id?: string };
      if (id !== registered.clientMetadata().client_id) throw new Error('another client was read back');
    },
  },
  signOut: async (place) => {
    const parameters = {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: pageUrl(place, 'signed-out'),
    };
    location.href = client.buildEndSessionUrl(await configuration(place), parameters).href;
  },
});
