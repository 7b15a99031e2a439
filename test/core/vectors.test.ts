import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicSuffixKind } from '../../lib/contract/public-suffixes';
import {
  candidatePatterns,
  compilePolicy,
  decide,
  parseOrigin,
  parsePattern,
  type AllowlistEntry,
} from '../../lib/core';
import { SALESFORCE } from './cases/policies';
import { actual } from './cases/requests';

interface PatternVector {
  readonly id: string;
  readonly input: unknown;
  readonly options?: { readonly allowSharedOrigin?: boolean };
  readonly valid: boolean;
  readonly normalized?: string;
  readonly reason_code?: string;
  readonly also_ok?: readonly string[];
  readonly suggestion?: string;
}

interface MatchVector {
  readonly id: string;
  readonly patterns: readonly string[];
  readonly pattern_options?: Readonly<Record<string, { readonly allowSharedOrigin?: boolean }>>;
  readonly origin: string;
  readonly allowed: boolean;
  readonly well_formed: boolean;
  readonly store_state?: 'invalid_row';
}

interface Vectors {
  readonly patterns: readonly PatternVector[];
  readonly matches: readonly MatchVector[];
}

const file = join(__dirname, '../vectors/origin-vectors.json');
const { patterns, matches } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const policy = compilePolicy(SALESFORCE);

describe('vectors of the pattern language', () => {
  test('are all there', () => {
    expect([patterns.length, matches.length]).toEqual([88, 86]);
  });

  test.each(patterns.map((vector) => [vector.id, vector] as const))('%s', (_id, vector) => {
    const result = parsePattern(vector.input, { ...vector.options, publicSuffixes: publicSuffixKind });
    if (vector.valid) {
      expect(result).toEqual({ valid: true, pattern: vector.normalized });
      return;
    }
    expect(result.valid).toBe(false);
    if (result.valid) return;
    expect([vector.reason_code, ...(vector.also_ok ?? [])]).toContain(result.code);
    if (vector.suggestion !== undefined) expect(result.suggestion).toBe(vector.suggestion);
  });

  test('the code is the one that the vectors name first', () => {
    const others = patterns.filter(({ input, options, reason_code: code }) => {
      const result = parsePattern(input, { ...options, publicSuffixes: publicSuffixKind });
      return !result.valid && result.code !== code;
    });
    expect(others.map(({ id }) => id)).toEqual([]);
  });
});

describe('vectors of the matcher', () => {
  test.each(matches.map((vector) => [vector.id, vector] as const))('%s', (_id, vector) => {
    const entries = vector.patterns.map((pattern): AllowlistEntry => ({
      id: pattern,
      pattern,
      status: 'active',
      ...vector.pattern_options?.[pattern],
    }));
    const request = actual('/services/data/v60.0/x', { origins: [vector.origin], ownOrigins: [] });
    const verdict = decide(policy, request, () => ({
      available: true,
      entries,
      enableCorsForOAuthEndpoints: false,
    }));
    expect(verdict.outcome).toBe(vector.allowed ? 'allow' : 'refuse');
  });

  test('an origin that is allowed asks for the key of the pattern that matches it', () => {
    for (const { origin, patterns: rows } of matches.filter(({ allowed }) => allowed)) {
      const parsed = parseOrigin(origin);
      expect(parsed && candidatePatterns(parsed).filter((pattern) => rows.includes(pattern))).toHaveLength(1);
    }
  });

  test('what no browser sends is malformed', () => {
    const read = matches.filter((vector) => !vector.well_formed && parseOrigin(vector.origin) !== undefined);
    expect(read.map(({ id }) => id)).toEqual([]);
  });
});
