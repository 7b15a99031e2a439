import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Answers findings of cdk-nag that are inherent to a construct, each with the reason, so that no user has to.
 *
 * @param findings reasons by the id of the rule, as in `AwsSolutions-APIG2`
 */
export function acknowledge(construct: IConstruct, findings: Readonly<Record<string, string>>): void {
  const rules = Object.entries(findings).map(([id, reason]) => ({ id, reason }));
  Validations.of(construct).acknowledge(...rules);
}
