import { setTimeout as pause } from 'node:timers/promises';
import { LISTED, OTHER } from '../../support/local-api';
import { SEATS, type CheckingSeat } from '../../support/token-seats/token-seats';
import { fetchInPage, type Seen } from '../support/fetch-in-page';
import { bearer, type Session } from './support/session';
import { TokenStage } from './support/token-stage';

/*
 * A real issuer, while pages use its tokens, changes its key, and cannot be reached.
 */

const POLL_MILLIS = 500;

let stage: TokenStage;
let session: Session;

beforeAll(async () => {
  stage = await TokenStage.open();
  session = await stage.signIn(LISTED);
}, 120_000);

afterAll(async () => {
  await stage.close();
});

beforeEach(() => {
  stage.seats.ran();
});

function ask(seat: CheckingSeat, token: string, late?: 'late'): Promise<Seen> {
  return fetchInPage(session.page, stage.seats.url(seat, late), { headers: bearer(token) });
}

function keyIdOf(token: string): unknown {
  const [header = ''] = token.split('.');
  return (JSON.parse(Buffer.from(header, 'base64url').toString()) as { readonly kid?: unknown }).kid;
}

describe('an issuer that changes its key in the middle', () => {
  it('has good tokens before and after, at every seat', async () => {
    const before = await session.token();
    for (const seat of SEATS) expect(await ask(seat, before)).toMatchObject({ status: 200 });
    await stage.issuer.rotateKey();
    const after = await session.refresh();
    expect(keyIdOf(after)).not.toBe(keyIdOf(before));
    for (const seat of SEATS) {
      expect(await ask(seat, after)).toMatchObject({ status: 200 });
      expect(await ask(seat, before)).toMatchObject({ status: 200 });
    }
    expect(stage.seats.ran()).toHaveLength(3 * SEATS.length);
  });
});

describe('an issuer that cannot be reached', () => {
  beforeAll(async () => {
    await stage.issuer.goDown();
  });

  // Keys of these paths were never read. API Gateway has one answer for an authorizer that fails, which no page can read.
  it.each(SEATS)('is a 503 and no 401 at the %s, and nobody gets in', async (seat) => {
    const token = await session.token();
    const seen = await ask(seat, token, 'late');
    if (seat === 'authorizer') expect(seen).toBe('blocked');
    else expect(problemIn(seen)).toEqual([503, 'verdict_unavailable']);
    const answer = await stage.seats.api.ask({
      path: stage.seats.path(seat, 'late'),
      origin: LISTED,
      headers: Object.entries(bearer(token)),
    });
    expect(answer.status).toBe(503);
    expect((answer.json() as { readonly code: string }).code).toBe('verdict_unavailable');
    const stranger = await stage.page(OTHER);
    expect(await fetchInPage(stranger, stage.seats.url(seat, 'late'), { headers: bearer(token) })).toBe(
      'blocked',
    );
    await stranger.context().close();
    expect(stage.seats.ran()).toEqual([]);
  });

  it.each(SEATS)('is not asked for keys that the %s has read', async (seat) => {
    expect(await ask(seat, await session.token())).toMatchObject({ status: 200 });
  });

  it('is asked again once it is back, at every seat', async () => {
    await stage.issuer.comeUp();
    const token = await session.refresh();
    for (const seat of SEATS) {
      // A failure is remembered for some seconds.
      while (statusOf(await ask(seat, token, 'late')) !== 200) await pause(POLL_MILLIS);
    }
    expect(stage.seats.ran()).toEqual(SEATS.map((seat) => stage.seats.path(seat, 'late')));
  });
});

function statusOf(seen: Seen): number | undefined {
  return seen === 'blocked' ? undefined : seen.status;
}

function problemIn(seen: Seen): unknown {
  return seen === 'blocked' ? seen : [seen.status, (JSON.parse(seen.body) as { readonly code: string }).code];
}
