import { setTimeout as pause } from 'node:timers/promises';
import { LISTED, OTHER } from '../../support/local-api';
import { SEATS, type CheckingSeat } from '../../support/token-seats/token-seats';
import { fetchInPage, type Seen } from '../support/fetch-in-page';
import { bearer } from './support/session';
import { tokenSuite } from './support/token-suite';

/*
 * A real issuer, while pages use its tokens, changes its key, and cannot be reached.
 */

const POLL_MILLIS = 500;

const suite = tokenSuite();

function ask(seat: CheckingSeat, token: string, late?: 'late'): Promise<Seen> {
  return fetchInPage(suite.session.page, suite.stage.seats.url(seat, late), { headers: bearer(token) });
}

function keyIdOf(token: string): unknown {
  const [header = ''] = token.split('.');
  return (JSON.parse(Buffer.from(header, 'base64url').toString()) as { readonly kid?: unknown }).kid;
}

describe('an issuer that changes its key in the middle', () => {
  it('has good tokens before and after, at every seat', async () => {
    const before = await suite.session.token();
    for (const seat of SEATS) expect(await ask(seat, before)).toMatchObject({ status: 200 });
    await suite.stage.issuer.rotateKey();
    const after = await suite.session.refresh();
    expect(keyIdOf(after)).not.toBe(keyIdOf(before));
    for (const seat of SEATS) {
      expect(await ask(seat, after)).toMatchObject({ status: 200 });
      expect(await ask(seat, before)).toMatchObject({ status: 200 });
    }
    expect(suite.stage.seats.ran()).toHaveLength(3 * SEATS.length);
  });
});

describe('an issuer that cannot be reached', () => {
  beforeAll(async () => {
    await suite.stage.issuer.goDown();
  });

  // Keys of these paths were never read. API Gateway has one answer for an authorizer that fails, which no page can read.
  it.each(SEATS)('is a 503 and no 401 at the %s, and nobody gets in', async (seat) => {
    const token = await suite.session.token();
    const seen = await ask(seat, token, 'late');
    if (seat === 'authorizer') expect(seen).toBe('blocked');
    else expect(problemIn(seen)).toEqual([503, 'verdict_unavailable']);
    const answer = await suite.stage.seats.api.ask({
      path: suite.stage.seats.path(seat, 'late'),
      origin: LISTED,
      headers: Object.entries(bearer(token)),
    });
    expect(answer.status).toBe(503);
    expect((answer.json() as { readonly code: string }).code).toBe('verdict_unavailable');
    const stranger = await suite.stage.page(OTHER);
    expect(await fetchInPage(stranger, suite.stage.seats.url(seat, 'late'), { headers: bearer(token) })).toBe(
      'blocked',
    );
    await stranger.context().close();
    expect(suite.stage.seats.ran()).toEqual([]);
  });

  it.each(SEATS)('is not asked for keys that the %s has read', async (seat) => {
    expect(await ask(seat, await suite.session.token())).toMatchObject({ status: 200 });
  });

  it('is asked again once it is back, at every seat', async () => {
    await suite.stage.issuer.comeUp();
    const token = await suite.session.refresh();
    for (const seat of SEATS) {
      // A failure is remembered for some seconds.
      while (statusOf(await ask(seat, token, 'late')) !== 200) await pause(POLL_MILLIS);
    }
    expect(suite.stage.seats.ran()).toEqual(SEATS.map((seat) => suite.stage.seats.path(seat, 'late')));
  });
});

function statusOf(seen: Seen): number | undefined {
  return seen === 'blocked' ? undefined : seen.status;
}

function problemIn(seen: Seen): unknown {
  return seen === 'blocked' ? seen : [seen.status, (JSON.parse(seen.body) as { readonly code: string }).code];
}
