import { send, type PlainResponse } from '../../support/http-client';
import { DELETED } from '../../conformance/fixtures';
import type { Target } from '../../conformance/target';

/** Something that documents say, or leave open, and that only an account can show. */
export interface AccountFact {
  readonly name: string;
  /** Throws where the fact does not hold. */
  check(target: Target): Promise<void>;
}

const LISTED = 'https://listed.example';
const DATA = '/services/data/v60.0/query';

/** The list of the conformance suite's fixtures is in force. */
export const ACCOUNT_FACTS: readonly AccountFact[] = [
  {
    name: 'a refusal by the authorizer has type, title and code of the authorizer’s context in its body',
    check: async (target: Target): Promise<void> => {
      const refusal = (await ask(target, DATA, [['Origin', DELETED]])).json();
      expect(refusal).toMatchObject({
        type: 'urn:apigateway-cors-allowlist:problem:origin_not_allowlisted',
        title: expect.stringMatching(/^[^$]/) as string,
        code: 'origin_not_allowlisted',
      });
    },
  },
  {
    name: 'requestId in a gateway response is the extended request id, which no client can set',
    check: async (target: Target): Promise<void> => {
      const response = await ask(target, DATA, [
        ['Origin', DELETED],
        ['x-amzn-requestid', 'chosen-by-client'],
      ]);
      const { requestId } = response.json() as { requestId: string };
      expect(requestId).not.toMatch(/[$]|chosen-by-client/);
      expect(requestId).toBe(response.header('x-amz-apigw-id'));
    },
  },
  {
    name: 'a gateway response keeps the media type application/problem+json',
    check: async (target: Target): Promise<void> => {
      const refusal = await ask(target, DATA, [
        ['Origin', DELETED],
        ['Accept', 'text/html'],
      ]);
      expect(refusal.status).toBe(403);
      expect(refusal.header('Content-Type')).toMatch(/^application\/problem\+json/);
    },
  },
  {
    name: 'the origin of the API’s own host is its own (requestContext.domainName is there)',
    check: async (target: Target): Promise<void> => {
      const response = await ask(target, DATA, [['Origin', new URL(target.gateway).origin]]);
      expect(response.status).toBe(200);
      expectNoSharing(response);
    },
  },
  {
    name: 'a header name in lower case, as HTTP/2 sends it, is the same header',
    check: async (target: Target): Promise<void> => {
      const allowed = await ask(target, DATA, [['origin', LISTED]]);
      expect(allowed.header('Access-Control-Allow-Origin')).toBe(LISTED);
      expect((await ask(target, DATA, [['origin', DELETED]])).status).toBe(403);
    },
  },
  {
    name: 'an authorizer without identity sources is asked for every request, also for one without any header',
    check: async (target: Target): Promise<void> => {
      expect((await ask(target, DATA)).status).toBe(200);
      expect((await ask(target, DATA, [['Origin', DELETED]])).status).toBe(403);
      expect((await ask(target, DATA, [['Origin', LISTED]])).status).toBe(200);
    },
  },
  ...[
    '/services/data%2Fv60.0/query',
    '/services//data/v60.0/query',
    '/services/data/../data/v60.0/query',
    '/services/data/%2e%2e/data/v60.0/query',
    '/services/data/v60.0/query;a=b',
    '/services/d%61ta/v60.0/query',
  ].map((path) => ({
    name: `the path ${path} is shared with nobody`,
    check: async (target: Target): Promise<void> => {
      const response = await ask(target, path, [['Origin', LISTED]]);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expectNoSharing(response);
    },
  })),
  {
    name: 'X-HTTP-Method-Override changes no verdict',
    check: async (target: Target): Promise<void> => {
      const response = await ask(target, DATA, [
        ['Origin', DELETED],
        ['X-HTTP-Method-Override', 'OPTIONS'],
      ]);
      expect(response.status).toBe(403);
      expectNoSharing(response);
    },
  },
  {
    name: 'a request that is too large (413, before any verdict) is shared with nobody',
    check: async (target: Target): Promise<void> => {
      const response = await send({
        url: `${target.gateway}${DATA}`,
        method: 'POST',
        headers: [['Origin', LISTED]],
        body: Buffer.alloc(10 * 1024 * 1024 + 1),
      });
      expect(response.status).toBe(413);
      expectNoSharing(response);
    },
  },
];

function expectNoSharing(response: PlainResponse): void {
  expect(response.headers.filter(([name]) => /^access-control-/i.test(name))).toEqual([]);
}

function ask(
  target: Target,
  path: string,
  headers: readonly (readonly [string, string])[] = [],
): Promise<PlainResponse> {
  return send({ url: `${target.gateway}${path}`, headers });
}
