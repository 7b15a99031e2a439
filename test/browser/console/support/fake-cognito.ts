import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The endpoints of a user pool's domain that the console uses; everybody who comes is signed in at once. */
export interface FakeCognito {
  readonly domain: string;
  /** Groups in the tokens from now on. */
  groups: readonly string[];
  /** Seconds for which tokens hold from now on. */
  tokenLife: number;
  /** Whether refresh tokens still count. */
  refreshes: boolean;
  /** Whether a token that the admin API was shown is one of ours and has not ended. */
  accepts(token: string): boolean;
  /** Ends all tokens at once. */
  endTokens(): void;
  /** Paths that were asked for, in their order. */
  readonly asked: string[];
  close(): Promise<void>;
}

const CODE_LIFE_MILLIS = 60_000;

/** Starts it on a free port. */
export async function startFakeCognito(clientId: string): Promise<FakeCognito> {
  const codes = new Map<string, { challenge: string; redirect: string; until: number }>();
  const tokens = new Map<string, number>();
  let domain = '';

  const tokenAnswer = (): Record<string, unknown> => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: 'https://issuer.example',
      aud: clientId,
      sub: 'a-b-c',
      iat: now,
      exp: now + fake.tokenLife,
      token_use: 'id',
      'cognito:username': 'ada',
      'cognito:groups': fake.groups,
      jti: randomUUID(),
    };
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const idToken = `${part({ alg: 'none' })}.${part(claims)}.sig`;
    tokens.set(idToken, Date.now() + fake.tokenLife * 1000);
    return {
      id_token: idToken,
      access_token: randomUUID(),
      token_type: 'Bearer',
      expires_in: fake.tokenLife,
    };
  };

  const token = (form: URLSearchParams, response: ServerResponse): void => {
    const refuse = (): void => {
      response.statusCode = 400;
      response.end(JSON.stringify({ error: 'invalid_grant' }));
    };
    if (form.get('client_id') !== clientId || form.has('client_secret')) {
      refuse();
      return;
    }
    if (form.get('grant_type') === 'refresh_token') {
      if (!fake.refreshes) {
        refuse();
        return;
      }
      response.end(JSON.stringify(tokenAnswer()));
      return;
    }
    const code = codes.get(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    codes.delete(form.get('code') ?? '');
    if (code === undefined || code.challenge !== proof || code.redirect !== form.get('redirect_uri')) {
      refuse();
      return;
    }
    response.end(JSON.stringify({ ...tokenAnswer(), refresh_token: randomUUID() }));
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', domain);
    fake.asked.push(url.pathname);
    const query = url.searchParams;
    // As Cognito does it: the endpoint for tokens is open to pages.
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', '*');
    if (request.method === 'OPTIONS') {
      response.end();
    } else if (url.pathname === '/oauth2/authorize') {
      const code = randomUUID();
      const redirect = query.get('redirect_uri') ?? '';
      const challenge =
        query.get('code_challenge_method') === 'S256' ? (query.get('code_challenge') ?? '') : '';
      codes.set(code, { challenge, redirect, until: Date.now() + CODE_LIFE_MILLIS });
      const answer = new URLSearchParams({ code, state: query.get('state') ?? '' });
      response.writeHead(302, { Location: `${redirect}?${answer.toString()}` }).end();
    } else if (url.pathname === '/logout') {
      response.writeHead(302, { Location: query.get('logout_uri') ?? '' }).end();
    } else if (url.pathname === '/oauth2/token' || url.pathname === '/oauth2/revoke') {
      response.setHeader('Content-Type', 'application/json');
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        if (url.pathname === '/oauth2/revoke') response.end();
        else token(new URLSearchParams(body), response);
      });
    } else {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  domain = `http://localhost:${String((server.address() as AddressInfo).port)}`;
  const fake: FakeCognito = {
    domain,
    groups: [],
    tokenLife: 900,
    refreshes: true,
    accepts: (shown) => (tokens.get(shown) ?? 0) > Date.now(),
    endTokens: () => tokens.clear(),
    asked: [],
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return fake;
}
