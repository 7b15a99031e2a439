import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Answers findings of cdk-nag that are inherent to a construct, each with its reason, so that users need not.
 *
 * Written to where `Validations.acknowledge` writes, because until 2.262 that takes no id with more than one `::`, and the
 * ids of findings on policies have them.
 *
 * @param findings reasons by the id of the finding, as in `AwsSolutions-APIG2`
 */
export function acknowledge(construct: IConstruct, findings: Readonly<Record<string, string>>): void {
  for (const [id, reason] of Object.entries(findings)) {
    construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, {
      [`annotation::${id}`]: reason,
    });
  }
}

/** The packs of cdk-nag that share their rules, beside AwsSolutions. */
const PACKS = ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321', 'Serverless'];

/**
 * A finding that several packs have under one name.
 *
 * @param rule without the name of the pack, as in `LambdaDLQ`
 */
export function inPacks(rule: string, reason: string): Readonly<Record<string, string>> {
  return Object.fromEntries(PACKS.map((pack) => [`${pack}-${rule}`, reason]));
}
