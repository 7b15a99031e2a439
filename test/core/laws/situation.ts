import {
  compilePolicy,
  decide,
  type CorsRequest,
  type Verdict,
  type Policy,
  type PolicyDocument,
} from '../../../lib/core';
import type { Allowlist } from '../cases/decision-case';

export interface Situation {
  readonly policy: PolicyDocument;
  readonly request: CorsRequest;
  readonly allowlist: Allowlist | undefined;
}

const compiled = new Map<PolicyDocument, Policy>();

function policyOf(document: PolicyDocument): Policy {
  const policy = compiled.get(document) ?? compilePolicy(document);
  compiled.set(document, policy);
  return policy;
}

/** The verdict in a situation, with what it gets when it asks. */
export function decisionIn({ policy, request, allowlist }: Situation): Verdict {
  return decide(policyOf(policy), request, () =>
    allowlist === undefined ? { available: false } : { available: true, ...allowlist },
  );
}
