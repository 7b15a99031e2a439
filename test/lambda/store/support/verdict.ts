import {
  compilePolicy,
  judge,
  type DetailedAnswer,
  type Verdict as CoreVerdict,
  type Origin,
  parseOrigin,
} from '../../../../lib/core';
import type { AllowlistReader } from '../../../../lambda/store/allowlist-reader';

/** An endpoint that asks for the allowlist alone, one that asks for the setting too, and one with credentials. */
export const DATA_PATH = '/data';
export const TOKEN_PATH = '/token';
export const SESSION_PATH = '/session';

const rule = { match: 'exact', methods: ['GET', 'POST'], hostKinds: ['my-domain'] } as const;
const policy = compilePolicy({
  endpoints: [
    { ...rule, path: DATA_PATH, access: 'allowlist' },
    { ...rule, path: TOKEN_PATH, access: 'oauth' },
    { ...rule, path: SESSION_PATH, access: 'allowlist', credentials: true },
  ],
  hosts: [],
  executeApiHostKind: 'my-domain',
  sameOriginAliases: [],
  enforcement: 'enforce',
  crossSiteReads: 'allow',
  exposedHeaders: [],
  maxAgeSeconds: 0,
});

/** A decision, and the answer of the reader that it rests on. */
export interface Verdict {
  /** The reason code. */
  readonly reason: CoreVerdict['reason'];
  readonly isAllowed: boolean;
  readonly source: DetailedAnswer['source'] | undefined;
  readonly answer: DetailedAnswer | undefined;
}

/** Judges a request as a seat does: the decision asks, the reader answers, the decision judges. */
export async function verdictOn(
  reader: AllowlistReader,
  path: string,
  origin: string,
  now: number,
): Promise<Verdict> {
  const request = {
    method: 'GET',
    path,
    hostKind: 'my-domain',
    ownOrigins: [],
    origins: [origin],
    now,
  } as const;
  const judged = judge(policy, request);
  const answer = 'question' in judged ? await reader.find(judged.question, now) : undefined;
  const verdict = 'question' in judged ? judged.resolve(answer ?? { available: false }) : judged;
  return {
    reason: verdict.reason,
    isAllowed: verdict.outcome === 'allow',
    source: answer?.source,
    answer,
  };
}

/** An origin that must parse. */
export function originOf(text: string): Origin {
  const origin = parseOrigin(text);
  if (origin === undefined) throw new Error(`${text} is no origin`);
  return origin;
}
