import { sendHttp } from '../api/http';
import type { StoredSession } from './session-file';

/** The tokens of an answer, or the sentence that says why there are none. */
export type TokenAnswer = { readonly session: StoredSession } | { readonly fault: string };

/** The parts of a sign-in that its tokens depend on. */
export interface TokenClient {
  readonly domain: string;
  readonly clientId: string;
  readonly kind: 'id' | 'access';
}

/** Asks the token endpoint of a user pool. @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html */
export async function askForTokens(
  { domain, clientId, kind }: TokenClient,
  grant: Readonly<Record<string, string>>,
): Promise<TokenAnswer> {
  const { status, body } = await postForm(`${domain}/oauth2/token`, { client_id: clientId, ...grant });
  const answer = jsonIn(body);
  const token = answer[`${kind}_token`];
  if (status !== 200 || typeof token !== 'string') {
    const error = typeof answer['error'] === 'string' ? answer['error'] : `HTTP ${String(status)}`;
    return { fault: `${domain} gave no token: ${error}.` };
  }
  const life = typeof answer['expires_in'] === 'number' ? answer['expires_in'] : 0;
  const refreshToken = answer['refresh_token'] ?? grant['refresh_token'];
  return {
    session: {
      domain,
      clientId,
      kind,
      token,
      expiresAt: Date.now() + life * 1000,
      ...(typeof refreshToken === 'string' ? { refreshToken } : {}),
    },
  };
}

/** Ends a refresh token, and with it all tokens that came of it. */
export async function revokeToken({ domain, clientId, refreshToken }: StoredSession): Promise<boolean> {
  if (refreshToken === undefined) return true;
  const answer = await postForm(`${domain}/oauth2/revoke`, {
    client_id: clientId,
    token: refreshToken,
  }).catch(() => undefined);
  return answer?.status === 200;
}

function postForm(url: string, form: Readonly<Record<string, string>>): ReturnType<typeof sendHttp> {
  return sendHttp({
    method: 'POST',
    url: new URL(url),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: new URLSearchParams(form).toString(),
  });
}

function jsonIn(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
