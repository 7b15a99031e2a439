import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { CorsAllowlistAttributes } from '../../cors-allowlist-attributes';
import { CorsAllowlistBase } from './allowlist-base';
import { existingTable } from './existing-table';
import { isTableArn, tableArnIssues } from './table-arn-issues';
import { environmentIssues, policyEnvironment } from '../policy/policy-environment';
import { policyOptionIssues } from '../policy/policy-issues';
import { throwIssues } from '../synth/synth-error';

/** An allowlist that another stack defines. */
export class ImportedAllowlist extends CorsAllowlistBase {
  public readonly table: ITableV2;
  public readonly middlewareEnvironment: { [name: string]: string };

  constructor(scope: Construct, id: string, attributes: CorsAllowlistAttributes) {
    const { tableArn } = attributes;
    super(scope, id, isTableArn(tableArn) ? { environmentFromArn: tableArn } : {});
    throwIssues(this, [...tableArnIssues(this, 'tableArn', tableArn), ...policyOptionIssues(attributes)]);
    const { table, name } = existingTable(this, attributes);
    this.table = table;
    this.middlewareEnvironment = policyEnvironment(this, name, attributes);
    throwIssues(this, environmentIssues(this, this.middlewareEnvironment));
  }
}
