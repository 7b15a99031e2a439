import { OktaAuth, type Tokens } from '@okta/okta-auth-js';
import { perform } from '../perform';
import { pageUrl, type Place } from '../place';

function client(place: Place, redirect: 'callback' | 'popup' = 'callback'): OktaAuth {
  return new OktaAuth({
    issuer: place.issuer,
    clientId: place.clientId,
    redirectUri: pageUrl(place, redirect),
    postLogoutRedirectUri: pageUrl(place, 'signed-out'),
    scopes: ['openid', 'profile', 'offline_access'],
    dpop: place.variant.startsWith('DPoP'),
    tokenManager: { storage: 'sessionStorage' },
  });
}

let tokens: Tokens;

perform({
  leave: (place) => client(place).token.getWithRedirect(),
  arrive: async (place) => {
    const one = client(place);
    ({ tokens } = await one.token.parseFromUrl());
    one.tokenManager.setTokens(tokens);
  },
  steps: {
    userinfo: (place) => client(place).token.getUserInfo(tokens.accessToken, tokens.idToken),
    refresh: (place) => client(place).token.renewTokens(),
    'silent renew': (place) => client(place).token.getWithoutPrompt(),
    popup: (place) => client(place, 'popup').token.getWithPopup({}),
    revoke: (place) => client(place).revokeAccessToken(tokens.accessToken),
  },
  signOut: (place) => client(place).signOut({ revokeAccessToken: false, revokeRefreshToken: false }),
});
