import {
  IndexedDbDPoPStore,
  UserManager,
  WebStorageStateStore,
  type UserManagerSettings,
} from 'oidc-client-ts';
import { perform } from '../perform';
import { pageUrl, type Place } from '../place';

function manager(place: Place, more: Partial<UserManagerSettings> = {}): UserManager {
  return new UserManager({
    authority: place.issuer,
    client_id: place.clientId,
    redirect_uri: pageUrl(place, 'callback'),
    silent_redirect_uri: pageUrl(place, 'frame'),
    popup_redirect_uri: pageUrl(place, 'popup'),
    post_logout_redirect_uri: pageUrl(place, 'signed-out'),
    scope: 'openid profile',
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false,
    ...(place.variant.startsWith('DPoP')
      ? { dpop: { store: new IndexedDbDPoPStore(), bind_authorization_code: true } }
      : {}),
    ...more,
  });
}

perform({
  leave: (place) => manager(place).signinRedirect(),
  arrive: (place) => manager(place).signinRedirectCallback(),
  steps: {
    userinfo: (place) => manager(place, { loadUserInfo: true }).signinSilent(),
    refresh: (place) => manager(place).signinSilent(),
    'silent renew': async (place) => {
      const client = manager(place);
      const user = await client.getUser();
      if (user === null) throw new Error('nobody is signed in');
      // Without a refresh token it asks in a frame.
      delete user.refresh_token;
      await client.storeUser(user);
      await client.signinSilent();
    },
    popup: (place) => manager(place).signinPopup(),
    revoke: (place) => manager(place).revokeTokens(),
  },
  inner: (place) => manager(place).signinCallback(),
  signOut: (place) => manager(place).signoutRedirect(),
});
