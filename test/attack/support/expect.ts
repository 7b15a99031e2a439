import type { PlainResponse } from '../../support/http-client';

/** The headers with which an answer is shared. */
export function sharing({ headers }: PlainResponse): readonly string[] {
  return headers.map(([name]) => name.toLowerCase()).filter((name) => name.startsWith('access-control-'));
}

/** The code of a problem body. */
export function codeOf(response: PlainResponse): unknown {
  const isProblem = /^application\/problem\+json/.test(response.header('Content-Type') ?? '');
  return isProblem ? (response.json() as { code?: unknown }).code : undefined;
}

/** A refusal of ours: its code, shared with nobody, and said in a header that developer tools show. */
export function expectRefused(response: PlainResponse, code: string): void {
  expect([response.status, codeOf(response), sharing(response)]).toEqual([403, code, []]);
  expect(response.header('Vary')).toMatch(/\bOrigin\b/);
}
