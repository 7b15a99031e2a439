import Keycloak, { type KeycloakConfig } from 'keycloak-js';
import { perform } from '../perform';
import { pageUrl, type Place } from '../place';

let client: Keycloak;

/** By the server's URL and the realm, or by the issuer and its discovery document. */
function configuration({ variant, issuer, gateway, clientId }: Place): KeycloakConfig {
  if (variant === 'oidcProvider') return { oidcProvider: issuer, clientId };
  return { url: gateway, realm: issuer.slice(issuer.lastIndexOf('/') + 1), clientId };
}

perform({
  leave: async (place) => {
    const redirectUri = pageUrl(place, 'callback');
    await new Keycloak(configuration(place)).init({ onLoad: 'login-required', redirectUri });
  },
  arrive: async (place) => {
    client = new Keycloak(configuration(place));
    const redirectUri = pageUrl(place, 'callback');
    const checkLoginIframe = place.variant !== 'oidcProvider';
    if (!(await client.init({ redirectUri, checkLoginIframe }))) throw new Error('nobody is signed in');
  },
  steps: {
    userinfo: () => client.loadUserInfo(),
    refresh: () => client.updateToken(-1),
    'silent renew': async (place) => {
      const other = new Keycloak(configuration(place));
      const silentCheckSsoRedirectUri = pageUrl(place, 'frame');
      const checkLoginIframe = place.variant !== 'oidcProvider';
      if (!(await other.init({ onLoad: 'check-sso', silentCheckSsoRedirectUri, checkLoginIframe }))) {
        throw new Error('nobody is signed in');
      }
    },
  },
  inner: () => {
    parent.postMessage(location.href, location.origin);
    return Promise.resolve();
  },
  signOut: (place) => client.logout({ redirectUri: pageUrl(place, 'signed-out') }),
});
