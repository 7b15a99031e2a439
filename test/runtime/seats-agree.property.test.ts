import fc from 'fast-check';
import type { AuthorizerResult } from '../../lambda/evaluator/authorizer';
import { CONTEXT_REFUSED } from '../../lib/contract';
import { createEvaluator } from '../../lambda/evaluator/evaluator';
import { problemResponse, type ProxyResult } from '../../lambda/shared/answer/problem-response';
import type { Judging } from '../../lambda/shared/verdict/judge-call';
import { answer } from '../../runtime/middleware';
import {
  judgingOf,
  DISCOVERY,
  environment,
  LISTED,
  LOGIN_HOST,
  MemoryAllowlist,
  OWN_ORIGIN,
  SESSION,
  TOKEN,
  UNLISTED,
} from '../lambda/support/judging';
import { authorizedEvent, authorizerEvent, proxyEvent, type Asked } from '../lambda/support/events';

jest.mock('../../lambda/shared/log/write-line', () => ({ writeLine: jest.fn() }));

/*
 * Law: whoever judges a request, the client sees the same CORS headers. The responder answers what goes on with a problem
 * here, which carries the verdict's headers as an upstream's answer would.
 */

const header = (
  name: string,
  ...values: readonly string[]
): fc.Arbitrary<readonly [string, string] | undefined> =>
  fc.option(
    fc.constantFrom(...values).map((value) => [name, value] as const),
    { nil: undefined },
  );

const origin = fc.oneof(
  header(
    'Origin',
    LISTED,
    LISTED,
    UNLISTED,
    OWN_ORIGIN,
    'null',
    '',
    'https://A.example',
    `${LISTED}, ${LISTED}`,
  ),
  fc.string().map((value) => ['origin', value] as const),
  fc.constant(['Origin', `https://${'a'.repeat(600)}.example`] as const),
);

const asked: fc.Arbitrary<Asked> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'LINK'),
    path: fc.oneof(
      fc.constantFrom(
        TOKEN,
        DISCOVERY,
        SESSION,
        '/services/data/v60.0/x',
        '/services/oauth2/authorize',
        '/',
        '/a//b',
      ),
      fc.webPath().map((path) => `/${path}`),
    ),
    domainName: fc.constantFrom(undefined, LOGIN_HOST, 'other.example.com'),
    requestId: fc.string({ minLength: 1 }),
    headers: fc
      .tuple(
        origin,
        // A second line is rare: it makes nearly every request malformed.
        fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: origin }),
        header('Sec-Fetch-Mode', 'cors', 'navigate', 'no-cors'),
        header('sec-fetch-dest', 'image', 'object', 'empty'),
        header('sec-fetch-site', 'cross-site', 'same-origin', 'none'),
        header('Access-Control-Request-Method', 'POST', ''),
        header('Access-Control-Request-Headers', 'x-one, x-two', 'bad name'),
      )
      .map((lines) => lines.filter((line) => line !== undefined)),
  })
  .map(({ domainName, ...rest }) =>
    domainName === undefined ? rest : { ...rest, domainName, basePath: '/v1' },
  );

interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** The headers that a verdict decides; a status of 404 is the responder's, 200 the handler's: the request went on. */
function seen({ statusCode, headers }: Pick<ProxyResult, 'statusCode' | 'headers'>): Seen {
  const decided = Object.entries(headers)
    .filter(([name]) => /^(vary|allow|cors-refused|access-control-.*)$/i.test(name))
    // API Gateway has no verdict to map a reason from where the authorizer failed.
    .filter(([name]) => statusCode !== 503 || name !== 'Cors-Refused');
  return { status: statusCode === 404 ? 200 : statusCode, headers: Object.fromEntries(decided) };
}

async function byResponder(judging: Judging, what: Asked): Promise<Seen> {
  const evaluator = createEvaluator(
    judging,
    () =>
      (call, { headers }) =>
        Promise.resolve(problemResponse('no_backend', call.requestId, headers)),
  );
  return seen((await evaluator(proxyEvent(what))) as ProxyResult);
}

async function byMiddleware(judging: Judging, event: unknown, trustsAuthorizer: boolean): Promise<Seen> {
  const watch = { clientSecrets: 'report', log: judging.log } as const;
  return seen(await answer({ judging, watch, trustsAuthorizer }, event, () => ({ statusCode: 200 })));
}

/** Authorizer, then the backend. The template's gateway responses answer a Deny and a failure, with `Vary`, and map the reason. */
async function byAuthorizer(judging: Judging, what: Asked): Promise<Seen> {
  const evaluator = createEvaluator(judging, () => {
    throw new Error('not asked');
  });
  let result: AuthorizerResult;
  try {
    result = (await evaluator(authorizerEvent(what))) as AuthorizerResult;
  } catch {
    return { status: 503, headers: { Vary: 'Origin' } };
  }
  if (result.policyDocument.Statement[0].Effect === 'Deny') {
    const refused = result.context[CONTEXT_REFUSED];
    return {
      status: 403,
      headers: { Vary: 'Origin', ...(refused !== undefined && { 'Cors-Refused': refused }) },
    };
  }
  // Nobody else may be needed: the verdict that was handed over must do.
  const deaf = new MemoryAllowlist();
  deaf.instead = { available: false, source: 'none' };
  return byMiddleware({ ...judging, allowlist: deaf }, authorizedEvent(what, result.context), true);
}

/** A gateway response has one `Vary` for every refusal and failure; they are never stored, so no cache reads it. */
function withoutFixedVary({ status, headers }: Seen): Seen {
  return { status, headers: status === 403 || status === 503 ? { ...headers, Vary: 'Origin' } : headers };
}

interface World {
  readonly enforcement: 'enforce' | 'report';
  readonly crossSiteReads: 'allow' | 'refuse';
  readonly enableCorsForOAuthEndpoints: boolean;
  readonly available: boolean;
}

const world: fc.Arbitrary<World> = fc.record({
  enforcement: fc.constantFrom('enforce', 'report'),
  crossSiteReads: fc.constantFrom('allow', 'refuse'),
  enableCorsForOAuthEndpoints: fc.boolean(),
  available: fc.boolean(),
});

function judgingIn({ enforcement, crossSiteReads, enableCorsForOAuthEndpoints, available }: World): Judging {
  const allowlist = new MemoryAllowlist({ enableCorsForOAuthEndpoints });
  if (!available) allowlist.instead = { available: false, source: 'none' };
  return judgingOf(environment({ enforcement, crossSiteReads }), allowlist);
}

test('responder, middleware, and authorizer with middleware give the same status and CORS headers', async () => {
  await fc.assert(
    fc.asyncProperty(world, asked, async (state, what) => {
      const judging = judgingIn(state);
      const expected = await byResponder(judging, what);
      expect(await byMiddleware(judging, proxyEvent(what), false)).toEqual(expected);
      if (what.method !== 'OPTIONS') {
        expect(withoutFixedVary(await byAuthorizer(judging, what))).toEqual(withoutFixedVary(expected));
      }
    }),
    { numRuns: 500 },
  );
});
