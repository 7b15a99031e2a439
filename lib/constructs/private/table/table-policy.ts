import { Lazy, type IResolveContext } from 'aws-cdk-lib';
import { CfnGlobalTable, TableV2, type ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, PolicyStatement, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { defined } from '../synth/values';
import { SynthError, throwIssues, type SynthIssue } from '../synth/synth-error';

/**
 * Lets a principal that has no policy of its own, such as another account, use a table: by the policy of the table.
 *
 * @param scope the construct whose path errors name
 * @throws SynthError for a table that another stack makes, and for one under a key that other accounts cannot use
 */
export function grantByTable(
  scope: IConstruct,
  table: ITableV2,
  grantee: IGrantable,
  actions: string[],
): Grant {
  const { grantPrincipal: principal } = grantee;
  if (!(table instanceof TableV2)) {
    const rule = 'only the policy of the table can let this principal in, and another stack makes the table';
    const fix = 'call grantRead() in the stack that defines the allowlist';
    const value = principal.principalAccount ?? 'a principal without a policy';
    throw new SynthError(scope, [{ prop: 'grantee', value, rule, fix }]);
  }
  throwIssues(scope, keyIssues(table));
  // In a table's own policy, `*` means this table. Its ARN would be a circle in the template.
  const resourceArns = ['*'];
  const statement = new PolicyStatement({ actions, principals: [principal], resources: resourceArns });
  sharePolicy(table);
  return Grant.addStatementToResourcePolicy({ grantee, actions, resourceArns, resource: table, statement });
}

/**
 * Gives the policy of the table to each replica that has no policy of its own. The CDK does so only in apps without the feature
 * flag `@aws-cdk/aws-dynamodb:resourcePolicyPerReplica`, and new apps have that flag.
 */
function sharePolicy(table: TableV2): void {
  const resource = table.node.defaultChild;
  if (!(resource instanceof CfnGlobalTable)) return;
  const { replicas } = resource;
  resource.replicas = Lazy.uncachedAny({
    produce: (context: IResolveContext) => {
      const rendered = context.resolve(replicas) as readonly CfnGlobalTable.ReplicaSpecificationProperty[];
      // The table itself is the last of its replicas.
      const resourcePolicy = rendered.at(-1)?.resourcePolicy;
      return rendered.map((replica) => ({ ...defined({ resourcePolicy }), ...replica }));
    },
  });
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-cross-account-access.html */
function keyIssues(table: ITableV2): readonly SynthIssue[] {
  const resource = table.node.defaultChild;
  const encryption = resource instanceof CfnGlobalTable ? resource.sseSpecification : undefined;
  const isKms = encryption !== undefined && 'sseEnabled' in encryption && encryption.sseEnabled === true;
  if (!isKms || table.encryptionKey !== undefined) return [];
  return [
    {
      prop: 'encryption',
      value: 'AWS_MANAGED',
      rule: 'other accounts cannot use the key that AWS manages in an account',
      fix: 'leave encryption out, or use TableEncryptionV2.customerManagedKey()',
    },
  ];
}
