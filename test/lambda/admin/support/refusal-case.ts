import { fixFor } from '../../../../lambda/admin/simulator/fix';
import type { Fix } from '../../../../lambda/admin/schema/evaluate';
import type { AllowlistEntry, CorsRequest, EndpointRule, LookupFound, Verdict } from '../../../../lib/core';

export const NOW = Date.parse('2030-05-01T12:00:00.000Z');
export const APP = 'https://app.example';

/** A refusal in the terms of a row. */
export interface RefusalCase {
  readonly reason: Verdict['reason'];
  readonly rule?: Partial<EndpointRule>;
  readonly trace?: Verdict['trace'];
  readonly origin?: string;
  readonly request?: Partial<CorsRequest>;
  /** Undefined where no look-up was needed. */
  readonly entries?: readonly Partial<AllowlistEntry>[];
  /** The verdict once the setting is on. */
  readonly next?: Pick<Verdict, 'outcome' | 'reason'>;
}

/** The fix of a refusal. */
export function fixOf({ reason, rule, trace = [], origin = APP, request, entries, next }: RefusalCase): Fix {
  const verdict = { outcome: 'refuse', reason, rule, trace } as unknown as Verdict;
  const found: LookupFound | undefined = entries && {
    available: true,
    enableCorsForOAuthEndpoints: false,
    entries: entries.map((entry, index) => ({
      ...{ id: `id${String(index)}`, pattern: APP, status: 'active' },
      ...entry,
    })),
  };
  return fixFor({
    verdict,
    found,
    request: {
      method: 'GET',
      path: '/x',
      hostKind: undefined,
      ownOrigins: [],
      origins: [origin],
      now: NOW,
      ...request,
    },
    judgeWith: (asked) => {
      expect(asked).toEqual({ ...found, enableCorsForOAuthEndpoints: true });
      return { ...verdict, ...next };
    },
  });
}
