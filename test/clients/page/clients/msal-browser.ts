import { ProtocolMode, PublicClientApplication, type AuthenticationResult } from '@azure/msal-browser';
import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';
import { perform } from '../perform';
import { pageUrl, type Place } from '../place';

const SCOPES = ['openid', 'profile'];

let client: PublicClientApplication;
let signedIn: AuthenticationResult;

/** Microsoft's own protocol names the tenant as the authority, the standard one the issuer. */
async function application(place: Place): Promise<PublicClientApplication> {
  const isStandard = place.variant === 'OIDC';
  const made = new PublicClientApplication({
    auth: {
      clientId: place.clientId,
      authority: isStandard
        ? place.issuer
        : `${place.gateway}${new URL(place.issuer).pathname.replace(/\/v2\.0$/, '')}`,
      // The client knows Microsoft's own hosts as issuers; this suite's is another one.
      knownAuthorities: [new URL(place.gateway).host, new URL(place.issuer).host],
      redirectUri: pageUrl(place, 'callback'),
      postLogoutRedirectUri: pageUrl(place, 'signed-out'),
    },
    system: { protocolMode: isStandard ? ProtocolMode.OIDC : ProtocolMode.AAD },
  });
  await made.initialize();
  return made;
}

perform({
  leave: async (place) => (await application(place)).loginRedirect({ scopes: SCOPES }),
  arrive: async (place) => {
    client = await application(place);
    const result = await client.handleRedirectPromise({ navigateToLoginRequestUrl: false });
    if (result === null) throw new Error('nobody is signed in');
    signedIn = result;
  },
  steps: {
    refresh: () =>
      client.acquireTokenSilent({ scopes: SCOPES, account: signedIn.account, forceRefresh: true }),
    'silent renew': (place) =>
      client.ssoSilent({ scopes: SCOPES, account: signedIn.account, redirectUri: pageUrl(place, 'frame') }),
    popup: (place) => client.loginPopup({ scopes: SCOPES, redirectUri: pageUrl(place, 'popup') }),
  },
  inner: () => broadcastResponseToMainFrame(),
  signOut: () => client.logoutRedirect({ account: signedIn.account, idTokenHint: signedIn.idToken }),
});
