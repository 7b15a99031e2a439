import { Auth0Client, type Auth0ClientOptions } from '@auth0/auth0-spa-js';
import { perform } from '../perform';
import { pageUrl, type Place } from '../place';

/** With refresh tokens the client keeps tokens in a worker, which asks for them by itself. */
function client(place: Place, more: Partial<Auth0ClientOptions> = {}): Auth0Client {
  return new Auth0Client({
    domain: new URL(place.gateway).host,
    clientId: place.clientId,
    authorizationParams: { redirect_uri: pageUrl(place, 'callback') },
    useRefreshTokens: true,
    useDpop: place.variant.startsWith('DPoP'),
    ...more,
  });
}

let kept: Auth0Client;

perform({
  leave: (place) => client(place).loginWithRedirect(),
  arrive: async (place) => {
    kept = client(place);
    await kept.handleRedirectCallback();
  },
  steps: {
    refresh: () => kept.getTokenSilently({ cacheMode: 'off' }),
    'silent renew': (place) =>
      client(place, { useRefreshTokens: false }).getTokenSilently({ cacheMode: 'off' }),
    popup: (place) => client(place, { useRefreshTokens: false }).loginWithPopup(),
    revoke: () => kept.revokeRefreshToken(),
  },
  signOut: (place) => kept.logout({ logoutParams: { returnTo: pageUrl(place, 'signed-out') } }),
});
