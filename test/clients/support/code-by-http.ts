import { createHash } from 'node:crypto';
import { send } from '../../support/http-client';
import { LISTED } from '../../support/local-api';
import { GATEWAY } from '../layouts/layout';
import { pageUrl } from '../page/place';
import { CLIENT_ID } from './clients';
import type { Stand } from './stand';

const VERIFIER = 'v'.repeat(43);

/** Signs in as the browser of an app would, without a browser of this suite, and gives the body of the token request. */
export async function codeByHttp({ api, layout }: Stand, client: string): Promise<string> {
  const redirectUri = pageUrl({ origin: LISTED, client }, 'callback');
  const query = new URLSearchParams({
    client_id: CLIENT_ID,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const cookies = new Map<string, string>();
  let place = `${layout.issuer}${layout.paths.authorization}?${query.toString()}`;
  while (place.startsWith(GATEWAY)) {
    const answer = await send({
      url: place.replace(GATEWAY, api.url),
      headers: [
        ['Sec-Fetch-Mode', 'navigate'],
        ['Cookie', [...cookies].map((pair) => pair.join('=')).join('; ')],
      ],
    });
    for (const [name, value] of answer.headers) {
      const [, cookie = '', content = ''] = /^([^=]+)=([^;]*)/.exec(value) ?? [];
      if (name.toLowerCase() === 'set-cookie') cookies.set(cookie, content);
    }
    place = new URL(answer.header('Location') ?? '', place).href;
  }
  return new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: CLIENT_ID,
    redirect_uri: redirectUri,
    code: new URL(place).searchParams.get('code') ?? '',
    code_verifier: VERIFIER,
  }).toString();
}
