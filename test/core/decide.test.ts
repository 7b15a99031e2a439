import { compilePolicy, decide, REASONS, type LookupAnswer, type LookupQuestion } from '../../lib/core';
import { DECISION_TABLES, type DecisionCase } from './cases';

/** A look-up that remembers what it was asked. */
function lookUpIn({ allowlist }: DecisionCase): {
  readonly questions: LookupQuestion[];
  readonly lookUp: (question: LookupQuestion) => LookupAnswer;
} {
  const questions: LookupQuestion[] = [];
  const lookUp = (question: LookupQuestion): LookupAnswer => {
    questions.push(question);
    return allowlist === undefined ? { available: false } : { available: true, ...allowlist };
  };
  return { questions, lookUp };
}

/** The expectation of a row, for its name. */
function ending({ expected: { outcome, status, reason } }: DecisionCase): string {
  return [outcome, status, reason].filter((part) => part !== undefined).join(' ');
}

describe.each(Object.entries(DECISION_TABLES))('%s', (_title, cases) => {
  test.each(cases.map((row) => [row.name, ending(row), row] as const))('%s → %s', (_name, _ending, row) => {
    const policy = compilePolicy(row.policy);
    const { questions, lookUp } = lookUpIn(row);
    const verdict = decide(policy, row.request, lookUp);
    const rule = policy.endpoints.find(row.request.path)?.rule;
    expect({
      outcome: verdict.outcome,
      reason: verdict.reason,
      status: verdict.status,
      headers: verdict.headers,
      entry: verdict.entry?.pattern,
      wouldRefuse: verdict.wouldRefuse,
      asks: questions.length === 1,
    }).toStrictEqual({ entry: undefined, wouldRefuse: false, ...row.expected });
    expect(questions.length).toBeLessThanOrEqual(1);
    expect(verdict.rule).toBe(rule);
    for (const { origin, settings } of questions) {
      expect([origin.text]).toEqual(row.request.origins);
      expect(settings).toBe(rule?.access === 'oauth');
    }
  });
});

test('every reason code has a row', () => {
  const seen = Object.values(DECISION_TABLES).flatMap((rows) => rows.map(({ expected }) => expected.reason));
  expect([...new Set(seen)].sort()).toEqual(Object.keys(REASONS).sort());
});

test('no two rows of a table have one name', () => {
  for (const rows of Object.values(DECISION_TABLES)) {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  }
});
