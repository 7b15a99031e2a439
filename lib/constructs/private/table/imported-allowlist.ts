import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { CorsAllowlistAttributes } from '../../cors-allowlist-attributes';
import { CorsAllowlistBase } from './allowlist-base';
import { existingTable, knownTableName } from './existing-table';
import { isTableArn, tableArnIssues } from './table-arn-issues';
import { tableKeyIssues } from './table-key-issues';
import { TOKENS } from '../../../contract';
import { DeployedTable } from '../policy/deployed-table';
import { DeployedTokens } from '../policy/deployed-tokens';
import { environmentIssues, policyEnvironment } from '../policy/policy-environment';
import { missingTableIssues, policyOptionIssues } from '../policy/policy-issues';
import { policyPlan } from '../policy/policy-plan';
import { POLICY_TYPES } from '../policy/policy-types';
import { warnOfPolicy } from '../policy/policy-warnings';
import { instance, isObject, typedProps } from '../synth/prop-types';
import { throwIssues } from '../synth/synth-error';

const ATTRIBUTE_TYPES = {
  ...POLICY_TYPES,
  evaluatorLogGroup: instance('a log group', 'logGroupName', 'give LogGroup.fromLogGroupName()'),
};

/** An allowlist that another stack defines. */
export class ImportedAllowlist extends CorsAllowlistBase {
  public readonly table: ITableV2;
  public readonly evaluatorLogGroup?: ILogGroup;
  public readonly middlewareEnvironment: { [name: string]: string };

  /** @internal */
  public readonly _endpoints: DeployedTable;

  /** @internal */
  public readonly _tokens: DeployedTokens;

  constructor(scope: Construct, id: string, attributes: CorsAllowlistAttributes) {
    const { props, issues } = typedProps(attributes, ATTRIBUTE_TYPES, 'attributes');
    const { tableArn } = props;
    super(scope, id, isTableArn(tableArn) ? { environmentFromArn: tableArn } : {});
    const policy = policyPlan(props);
    throwIssues(this, [
      ...tableArnIssues(this, 'tableArn', tableArn),
      ...tableKeyIssues(this, 'encryptionKey', props.encryptionKey),
      ...issues,
      ...missingTableIssues(isObject(attributes) ? attributes : props),
      ...policyOptionIssues(policy),
      ...environmentIssues(this, policyEnvironment(this, knownTableName(this, tableArn), policy)),
    ]);
    warnOfPolicy(this, policy);
    const { table, name } = existingTable(this, props);
    this.table = table;
    if (props.evaluatorLogGroup !== undefined) this.evaluatorLogGroup = props.evaluatorLogGroup;
    this._endpoints = new DeployedTable(this, policy);
    this._tokens = new DeployedTokens(this, policy.endpoints);
    this.middlewareEnvironment = {
      ...policyEnvironment(this, name, policy, this._endpoints.encoded()),
      [TOKENS]: this._tokens.encoded(),
    };
  }
}
