import { posix } from 'node:path';
import fc from 'fast-check';
import {
  UnauthorizedError,
  VerdictUnavailableError,
  type AuthorizerResult,
} from '../../lambda/evaluator/authorizer';
import { createEvaluator } from '../../lambda/evaluator/evaluator';
import { answer, type Middleware } from '../../runtime/middleware';
import { authorizerEvent, OWN_HOST, payload2Event, proxyEvent, type Asked } from '../lambda/support/events';
import { judgingOf, LISTED, UNLISTED } from '../lambda/support/judging';
import { tokenEnvironment } from '../lambda/support/tokens';
import { TestIssuer } from '../lambda/tokens/support/issuer';

jest.mock('../../lambda/shared/log/write-line', () => ({ writeLine: jest.fn() }));

/*
 * Law: no backend runs without both, an origin that may call and a token that is taken, whatever the order of the headers, the
 * spelling of the path, the method and the mode.
 */

let issuer: TestIssuer;
let good: string;
let expired: string;
let foreign: string;

beforeAll(async () => {
  issuer = await TestIssuer.start();
  const other = await TestIssuer.start();
  good = await issuer.token();
  expired = await issuer.token({ claims: { exp: 1 } });
  foreign = await other.token({ claims: { iss: issuer.name } });
  await other.stop();
});

afterAll(() => issuer.stop());

const TOKENS = ['none', 'good', 'expired', 'foreign', 'garbage', 'basic', 'twice'] as const;

function authorization(token: (typeof TOKENS)[number]): readonly string[] {
  const one = {
    none: [],
    good: [good],
    expired: [expired],
    foreign: [foreign],
    garbage: ['a.b.c'],
    basic: [],
    twice: [expired, good],
  };
  return token === 'basic' ? ['Basic YTpi'] : one[token].map((value) => `Bearer ${value}`);
}

/** Spellings of a path that is checked, and of one that only a server could take for it. */
const path = fc
  .array(
    fc.constantFrom(
      'o',
      'O',
      '%6f',
      '%4F',
      '%EF%BD%8F',
      'rders',
      'RDERS',
      '/',
      '//',
      ';x',
      '%2F',
      '.',
      '..',
      '/..',
      '%20',
      '+',
      '/1',
    ),
    {
      maxLength: 6,
    },
  )
  .map((parts) => `/${parts.join('')}`);

const call = fc.record({
  origin: fc.constantFrom(LISTED, UNLISTED, '', 'null', `https://${OWN_HOST}`, `${LISTED}/`),
  token: fc.constantFrom(...TOKENS),
  path: fc.oneof(fc.constant('/orders/1'), fc.constant('/orders'), path),
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS', 'LINK', 'get'),
  enforcement: fc.constantFrom('enforce', 'report', 'observe'),
  site: fc.constantFrom('', 'same-origin', 'cross-site', 'none'),
  mode: fc.constantFrom('', 'navigate', 'cors', 'no-cors'),
  override: fc.constantFrom('', 'OPTIONS', 'GET'),
  tokenFirst: fc.boolean(),
});
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

function askedOf({ origin, token, site, mode, override, tokenFirst, ...rest }: Call): Asked {
  const tokens = authorization(token).map((value) => ['Authorization', value] as const);
  const others = (
    [
      ['Origin', origin],
      ['Sec-Fetch-Site', site],
      ['Sec-Fetch-Mode', mode],
      ['X-HTTP-Method-Override', override],
    ] as const
  ).filter(([, value]) => value !== '');
  return { ...rest, headers: tokenFirst ? [...tokens, ...others] : [...others, ...tokens] };
}

/** Whether a server that does not mind spellings could take the path for one that is checked. */
function mayBeChecked(given: string): boolean {
  try {
    const decoded = decodeURIComponent(given.replaceAll('+', ' '));
    const path = posix.normalize(decoded.normalize('NFKC').toLowerCase());
    return /^\/orders[ .]*(?:[;/]|$)/.test(path);
  } catch {
    return true;
  }
}

const routes = [{ '/orders': 'users' }, { '/': '', '/orders': 'users' }, { '/': 'users' }];

test('at the authorizer', async () => {
  await fc.assert(
    fc.asyncProperty(call, fc.constantFrom(...routes), async (asked, rows) => {
      const judging = judgingOf(tokenEnvironment(issuer, { enforcement: asked.enforcement }, rows));
      const evaluator = createEvaluator(judging, () => {
        throw new Error('no responder');
      });
      const isResource = /^\/orders(?:\/|$)/.test(asked.path);
      const event = {
        ...authorizerEvent(askedOf(asked)),
        resource: isResource ? '/orders/{proxy+}' : '/{proxy+}',
      };
      let runs = false;
      try {
        const { policyDocument } = (await evaluator(event)) as AuthorizerResult;
        runs = policyDocument.Statement[0].Effect === 'Allow';
      } catch (error) {
        if (!(error instanceof UnauthorizedError) && !(error instanceof VerdictUnavailableError)) throw error;
      }
      const isChecked = '/' in rows && rows['/'] === 'users' ? true : isResource || mayBeChecked(asked.path);
      if (runs && isChecked) expect(asked.token).toBe('good');
      if (
        runs &&
        asked.enforcement === 'enforce' &&
        asked.mode !== 'navigate' &&
        asked.site !== 'same-origin'
      ) {
        expect([LISTED, '', `https://${OWN_HOST}`]).toContain(asked.origin);
      }
    }),
    { numRuns: 300 },
  );
});

test('in the middleware, for REST APIs and for HTTP APIs', async () => {
  await fc.assert(
    fc.asyncProperty(call, fc.constantFrom('REST', '1.0', '2.0'), async (asked, kind) => {
      const judging = judgingOf(tokenEnvironment(issuer, { enforcement: asked.enforcement }));
      const middleware: Middleware = {
        judging,
        watch: { clientSecrets: 'report', log: judging.log },
        trustsAuthorizer: true,
      };
      const isResource = /^\/orders(?:\/|$)/.test(asked.path);
      const rest = proxyEvent(askedOf(asked));
      const event = {
        REST: { ...rest, resource: isResource ? '/orders/{proxy+}' : '/{proxy+}' },
        '1.0': { ...rest, version: '1.0', resource: '$default' },
        '2.0': payload2Event(askedOf(asked)),
      }[kind];
      const ran: unknown[] = [];
      const result = await answer(middleware, event, () => {
        ran.push(asked);
        return { statusCode: 200, body: '' };
      });
      if (ran.length > 0 && (isResource || mayBeChecked(asked.path))) expect(asked.token).toBe('good');
      if (result.headers['Access-Control-Allow-Origin'] !== undefined && asked.enforcement !== 'observe') {
        expect(asked.origin).toBe(LISTED);
      }
    }),
    { numRuns: 300 },
  );
});
