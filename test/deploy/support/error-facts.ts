import type { PlainResponse } from '../../support/http-client';
import { LISTED, OTHER, type Asked } from '../../support/local-api';

/** Asks the API of error-stack.ts. */
export type Ask = (asked: Asked) => Promise<PlainResponse>;

/** An error that API Gateway makes by itself, at a path of error-stack.ts. */
interface ApiError {
  readonly name: string;
  readonly path: string;
  readonly method?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly status: number;
  readonly isOnlyThere?: boolean;
}

const JSON_TYPE = ['Content-Type', 'application/json'] as const;

/** Errors that documents or authors place after the authorizer, so that a listed page can read them. */
const AFTER_VERDICT: readonly ApiError[] = [
  { name: 'BAD_REQUEST_PARAMETERS: a parameter that a validator misses', path: '/parameter', status: 400 },
  {
    name: 'BAD_REQUEST_BODY: a body that a validator refuses',
    path: '/body',
    method: 'POST',
    headers: [JSON_TYPE],
    body: '{}',
    status: 400,
  },
  { name: 'INVALID_API_KEY: a key that is missing', path: '/keyed', status: 403 },
  {
    name: 'UNSUPPORTED_MEDIA_TYPE: a body of another type',
    path: '/typed',
    method: 'POST',
    headers: [['Content-Type', 'text/csv']],
    body: 'a',
    status: 415,
  },
  { name: 'INTEGRATION_TIMEOUT: a slow function', path: '/slow', status: 504 },
  { name: 'INTEGRATION_TIMEOUT: a server that does not answer', path: '/unreachable', status: 504 },
  { name: 'a malformed answer of a function', path: '/malformed', status: 502 },
  { name: 'a function that throws', path: '/thrown', status: 502 },
];

/** Errors that come before any verdict. */
const BEFORE_VERDICT: readonly ApiError[] = [
  { name: 'MISSING_AUTHENTICATION_TOKEN: a path without a route', path: '/nowhere', status: 403 },
  {
    name: 'ACCESS_DENIED: an explicit denial of the resource policy',
    path: '/denied',
    status: 403,
    isOnlyThere: true,
  },
];

/** Something that only an account can show about errors. */
export interface ErrorFact {
  readonly name: string;
  /** Whether the local gateway lacks what brings the error about. */
  readonly isOnlyThere?: boolean;
  /** Throws where the fact does not hold. */
  readonly check: (ask: Ask, key: string) => Promise<void>;
}

/** The list has https://listed.example. */
export const ERROR_FACTS: readonly ErrorFact[] = [
  ...AFTER_VERDICT.map((error) => ({
    name: `a listed page can read it, and nobody else: ${error.name}`,
    check: async (ask: Ask): Promise<void> => {
      const listed = await ask({ ...error, origin: LISTED });
      expect([listed.status, allowOrigin(listed)]).toEqual([error.status, LISTED]);
      const other = await ask({ ...error, origin: OTHER });
      expect([other.status, allowOrigin(other)]).toEqual([403, undefined]);
      expect(other.header('Cors-Refused')).toBe('origin_not_allowlisted');
    },
  })),
  {
    name: 'a listed page can read it: QUOTA_EXCEEDED, the quota of a usage plan',
    check: async (ask: Ask, key: string): Promise<void> => {
      const error = { path: '/keyed', headers: [['x-api-key', key]] as const };
      // Quotas are counted with delay.
      let last = await ask({ ...error, origin: LISTED });
      for (let call = 0; call < 200 && last.status !== 429; call++)
        last = await ask({ ...error, origin: LISTED });
      expect([last.status, allowOrigin(last)]).toEqual([429, LISTED]);
    },
  },
  ...BEFORE_VERDICT.map((error) => ({
    name: `nobody can read it: ${error.name}`,
    isOnlyThere: error.isOnlyThere ?? false,
    check: async (ask: Ask): Promise<void> => {
      const listed = await ask({ ...error, origin: LISTED });
      expect([listed.status, allowOrigin(listed)]).toEqual([error.status, undefined]);
    },
  })),
  {
    name: 'the throttle of a method: whoever reads it, it is a listed page',
    isOnlyThere: true,
    check: async (ask: Ask): Promise<void> => {
      const error = { path: '/throttled' };
      const other = await ask({ ...error, origin: OTHER });
      expect(allowOrigin(other)).toBeUndefined();
      const listed = await ask({ ...error, origin: LISTED });
      expect(listed.status).toBe(429);
      expect([undefined, '', LISTED]).toContain(allowOrigin(listed));
    },
  },
  {
    name: 'the answer of a MOCK has the headers of the verdict, and none where there is no verdict to give',
    check: async (ask: Ask): Promise<void> => {
      const error = { path: '/mock' };
      const listed = await ask({ ...error, origin: LISTED });
      expect([listed.status, allowOrigin(listed)]).toEqual([200, LISTED]);
      expect(listed.header('Vary')).toMatch(/Origin/);
      const passed = await ask(error);
      expect(passed.status).toBe(200);
      expect(allowOrigin(passed) ?? '').toBe('');
      expect((await ask({ ...error, origin: OTHER })).status).toBe(403);
    },
  },
  {
    name: 'a header that is mapped from a key which the context lacks is left out, or empty',
    check: async (ask: Ask): Promise<void> => {
      const refused = await ask({ path: '/fine', origin: OTHER });
      for (const name of [
        'Access-Control-Allow-Origin',
        'Access-Control-Allow-Credentials',
        'Access-Control-Expose-Headers',
      ]) {
        expect(refused.header(name) ?? '').toBe('');
      }
    },
  },
];

function allowOrigin(response: PlainResponse): string | undefined {
  return response.header('Access-Control-Allow-Origin');
}
