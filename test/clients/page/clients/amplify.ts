import { fetchAuthSession, signInWithRedirect, signOut } from '@aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from '@aws-amplify/auth/cognito';
import { Amplify, Hub, type ResourcesConfig } from '@aws-amplify/core';
import '@aws-amplify/auth/enable-oauth-listener';
import { perform } from '../perform';
import { pageUrl, type Place } from '../place';

/** Made when the client has worked the code off, which it does as soon as it is configured. */
const over = new Promise<void>((resolve, reject) => {
  Hub.listen('auth', ({ payload }) => {
    if (payload.event === 'signInWithRedirect') resolve();
    if (payload.event === 'signInWithRedirect_failure') reject(new Error(JSON.stringify(payload.data)));
  });
});

/** As the package `aws-amplify` does it, which puts the two packages together. */
function configure(place: Place): void {
  const auth: ResourcesConfig['Auth'] = {
    Cognito: {
      userPoolId: 'eu-central-1_AbCdEfGhI',
      userPoolClientId: place.clientId,
      loginWith: {
        oauth: {
          domain: new URL(place.gateway).host,
          scopes: ['openid', 'profile'],
          redirectSignIn: [pageUrl(place, 'callback')],
          redirectSignOut: [pageUrl(place, 'signed-out')],
          responseType: 'code',
        },
      },
    },
  };
  cognitoUserPoolsTokenProvider.setAuthConfig(auth);
  Amplify.configure({ Auth: auth }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
}

perform({
  leave: (place) => {
    configure(place);
    return signInWithRedirect();
  },
  arrive: async (place) => {
    configure(place);
    await over;
    const { tokens } = await fetchAuthSession();
    if (tokens?.accessToken.payload.sub === undefined) throw new Error('nobody is signed in');
  },
  steps: {},
  signOut: () => signOut(),
});
