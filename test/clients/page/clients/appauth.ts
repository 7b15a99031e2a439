import {
  AuthorizationNotifier,
  AuthorizationRequest,
  AuthorizationServiceConfiguration,
  BaseTokenRequestHandler,
  BasicQueryStringUtils,
  FetchRequestor,
  GRANT_TYPE_AUTHORIZATION_CODE,
  GRANT_TYPE_REFRESH_TOKEN,
  RedirectRequestHandler,
  RevokeTokenRequest,
  TokenRequest,
  type LocationLike,
  type StringMap,
  type TokenResponse,
} from '@openid/appauth';
import { perform } from '../perform';
import { pageUrl, type Place } from '../place';

const requestor = new FetchRequestor();
const tokenHandler = new BaseTokenRequestHandler(requestor);

let tokens: TokenResponse;

/** Codes come in the query; the client looks into the fragment. */
class InQuery extends BasicQueryStringUtils {
  override parse(input: LocationLike): StringMap {
    return super.parse(input, false);
  }
}

function discover({ issuer }: Place): Promise<AuthorizationServiceConfiguration> {
  return AuthorizationServiceConfiguration.fetchFromIssuer(issuer, requestor);
}

function handler(): RedirectRequestHandler {
  return new RedirectRequestHandler(undefined, new InQuery());
}

async function ask(place: Place, grant: string, more: object): Promise<TokenResponse> {
  const request = new TokenRequest({
    client_id: place.clientId,
    redirect_uri: pageUrl(place, 'callback'),
    grant_type: grant,
    ...more,
  });
  return tokenHandler.performTokenRequest(await discover(place), request);
}

perform({
  leave: async (place) => {
    const request = new AuthorizationRequest({
      client_id: place.clientId,
      redirect_uri: pageUrl(place, 'callback'),
      scope: 'openid profile',
      response_type: AuthorizationRequest.RESPONSE_TYPE_CODE,
    });
    handler().performAuthorizationRequest(await discover(place), request);
  },
  arrive: async (place) => {
    const notifier = new AuthorizationNotifier();
    const code = new Promise<readonly [string, string]>((resolve, reject) => {
      notifier.setAuthorizationListener((request, response, error) => {
        if (response === null) reject(new Error(error?.error ?? 'no response'));
        else resolve([response.code, request.internal?.['code_verifier'] ?? '']);
      });
    });
    const one = handler();
    one.setAuthorizationNotifier(notifier);
    await one.completeAuthorizationRequestIfPossible();
    const [value, verifier] = await code;
    tokens = await ask(place, GRANT_TYPE_AUTHORIZATION_CODE, {
      code: value,
      extras: { code_verifier: verifier },
    });
  },
  steps: {
    refresh: async (place) => {
      tokens = await ask(place, GRANT_TYPE_REFRESH_TOKEN, { refresh_token: tokens.refreshToken });
    },
    revoke: async (place) => {
      const request = new RevokeTokenRequest({ token: tokens.accessToken, client_id: place.clientId });
      await tokenHandler.performRevokeTokenRequest(await discover(place), request);
    },
  },
});
