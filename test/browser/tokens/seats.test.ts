import { setTimeout as pause } from 'node:timers/promises';
import { OTHER } from '../../support/local-api';
import { SEATS, WRITE, type CheckingSeat } from '../../support/token-seats/token-seats';
import { fetchInPage, type Seen } from '../support/fetch-in-page';
import { bearer } from './support/session';
import { tokenSuite } from './support/token-suite';

/*
 * Pages with tokens of a real issuer, in a real browser: the same story at each seat that checks callers.
 */

/** The name that API Gateway gives the header of a function; its own answers keep theirs. */
const CHALLENGE: Readonly<Record<CheckingSeat, string>> = {
  authorizer: 'www-authenticate',
  responder: 'x-amzn-remapped-www-authenticate',
  middleware: 'x-amzn-remapped-www-authenticate',
};
const SHORT_SECONDS = 1;
const LONG_SECONDS = 300;

const suite = tokenSuite();

function ask(seat: CheckingSeat, token?: string, method = 'GET'): Promise<Seen> {
  return fetchInPage(suite.session.page, suite.stage.seats.url(seat), { method, headers: bearer(token) });
}

/** The parts of a refusal that a page reads: its status, its code, and the challenge. */
function refusalIn(seen: Seen, seat: CheckingSeat): unknown {
  if (seen === 'blocked') return seen;
  const { code, status } = JSON.parse(seen.body) as { readonly code: string; readonly status: number };
  expect(status).toBe(seen.status);
  return [status, code, seen.headers[CHALLENGE[seat]]];
}

/** Refused by the authorizer, API Gateway has one answer for every fault of a token. */
function fault(seat: CheckingSeat, code: string, challenge: string): unknown {
  return seat === 'authorizer' ? [401, 'token_refused', 'Bearer'] : [401, code, challenge];
}

const EXPIRED = 'Bearer error="invalid_token", error_description="The token has expired"';
const INVALID = 'Bearer error="invalid_token", error_description="The token is not valid"';

describe.each(SEATS)('the %s', (seat) => {
  const ran = `/${seat}/orders`;

  it('tells a listed page that its token has expired; the page renews it, and goes on', async () => {
    await suite.stage.issuer.setLifetime(SHORT_SECONDS);
    const short = await suite.session.refresh();
    await suite.stage.issuer.setLifetime(LONG_SECONDS);
    // Its times have no fractions.
    await pause(1000 * (SHORT_SECONDS + 1));
    expect(refusalIn(await ask(seat, short), seat)).toEqual(fault(seat, 'token_expired', EXPIRED));
    expect(suite.stage.seats.ran()).toEqual([]);
    expect(await ask(seat, await suite.session.refresh())).toMatchObject({ status: 200 });
    expect(suite.stage.seats.ran()).toEqual([ran]);
  });

  it('tells a listed page what is wrong without a token, and with one that nobody gave out', async () => {
    expect(refusalIn(await ask(seat), seat)).toEqual(fault(seat, 'token_missing', 'Bearer'));
    const [header = '', claims = ''] = (await suite.session.token()).split('.');
    const forged = `${header}.${claims}.${'A'.repeat(342)}`;
    expect(refusalIn(await ask(seat, forged), seat)).toEqual(fault(seat, 'token_invalid', INVALID));
    expect(suite.stage.seats.ran()).toEqual([]);
  });

  it('tells a listed page which scope its token lacks', async () => {
    const seen = await ask(seat, await suite.session.token(), 'DELETE');
    const challenge = `Bearer error="insufficient_scope", scope="${WRITE}"`;
    expect(refusalIn(seen, seat)).toEqual([403, 'scope_missing', challenge]);
    expect(suite.stage.seats.ran()).toEqual([]);
  });

  it('gives a page that is not listed nothing, whatever token it has, and runs no backend', async () => {
    const page = await suite.stage.page(OTHER);
    for (const token of [undefined, 'garbage', await suite.session.token()]) {
      const headers = bearer(token);
      expect(await fetchInPage(page, suite.stage.seats.url(seat), { headers })).toBe('blocked');
    }
    expect(suite.stage.seats.ran()).toEqual([]);
    await page.context().close();
  });
});
