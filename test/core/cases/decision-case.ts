import type { AllowlistEntry, CorsRequest, Outcome, PolicyDocument, Reason } from '../../../lib/core';

/** The entries of the allowlist; undefined when it cannot be read. */
export interface Allowlist {
  readonly entries: readonly AllowlistEntry[];
  readonly enableCorsForOAuthEndpoints: boolean;
  readonly settingsWritten?: boolean | undefined;
}

/** One request under one configuration, and all that is seen of the verdict. */
export interface DecisionCase {
  readonly name: string;
  readonly policy: PolicyDocument;
  readonly request: CorsRequest;
  readonly allowlist: Allowlist | undefined;
  readonly expected: {
    readonly outcome: Outcome;
    readonly reason: Reason;
    readonly status: number | undefined;
    readonly headers: Readonly<Record<string, string>>;
    /** Pattern of the entry that let the origin in. */
    readonly entry?: string;
    readonly wouldRefuse?: boolean;
    /** Whether the allowlist was asked. */
    readonly asks: boolean;
  };
}

/** Requests under one configuration, one line each. */
export function table(
  given: Pick<DecisionCase, 'policy' | 'allowlist'>,
  rows: readonly (readonly [name: string, request: CorsRequest, expected: DecisionCase['expected']])[],
): readonly DecisionCase[] {
  return rows.map(([name, request, expected]) => ({ ...given, name, request, expected }));
}
