import jsforce from 'jsforce/dist/jsforce-core.min.js';
import { keep, kept } from '../kept';
import { perform } from '../perform';
import { pageUrl, type Place } from '../place';

function client(place: Place): InstanceType<typeof jsforce.OAuth2> {
  return new jsforce.OAuth2({
    loginUrl: place.gateway,
    clientId: place.clientId,
    redirectUri: pageUrl(place, 'callback'),
    useVerifier: true,
  });
}

let connection: InstanceType<typeof jsforce.Connection>;

perform({
  leave: (place) => {
    const oauth2 = client(place);
    keep('verifier', oauth2.codeVerifier ?? '');
    location.href = oauth2.getAuthorizationUrl({ scope: 'openid profile' });
    return Promise.resolve();
  },
  arrive: async (place) => {
    const oauth2 = client(place);
    oauth2.codeVerifier = kept('verifier');
    connection = new jsforce.Connection({ oauth2, version: '60.0' });
    await connection.authorize(new URLSearchParams(location.search).get('code') ?? '');
  },
  steps: {
    query: async () => {
      const { records } = await connection.query('SELECT Name FROM Account');
      if (records[0]?.['Name'] !== 'One') throw new Error('the record did not come');
    },
    limitInfo: () => {
      const { used, limit } = connection.limitInfo.apiUsage ?? {};
      if (used !== 15 || limit !== 15_000) throw new Error('Sforce-Limit-Info cannot be read');
      return Promise.resolve();
    },
    refresh: () => connection.oauth2.refreshToken(connection.refreshToken ?? ''),
    revoke: () => connection.oauth2.revokeToken(connection.accessToken ?? ''),
  },
});
