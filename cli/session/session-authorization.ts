import type { Authorization } from '../api/authorization';
import { claimsOf } from '../api/token-claims';
import type { SessionFile, StoredSession } from './session-file';
import { askForTokens } from './token-endpoint';

/** A token that ends within this time is renewed before it is used. */
const RENEW_MILLIS = 60_000;

/** Shows the token of a sign-in, and renews it. */
export function sessionAuthorization(url: string, file: SessionFile, stored: StoredSession): Authorization {
  let session = stored;
  const renew = async (): Promise<boolean> => {
    const { refreshToken } = session;
    if (refreshToken === undefined) return false;
    const grant = { grant_type: 'refresh_token', refresh_token: refreshToken };
    const answer = await askForTokens(session, grant).catch(() => undefined);
    if (answer === undefined || 'fault' in answer) return false;
    session = answer.session;
    file.write(url, session);
    return true;
  };
  return {
    kind: 'cognito',
    headersFor: async ({ headers }) => {
      if (session.expiresAt - Date.now() < RENEW_MILLIS) await renew();
      return { ...headers, Authorization: session.token };
    },
    renew,
    describe: () => Promise.resolve(claimsOf(session.token)),
  };
}
