import { Reference, Token, Tokenization } from 'aws-cdk-lib';
import { CfnGlobalTable, CfnTable, TableV2, type ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import { apart, distanceOf, environmentOf, type Environment } from '../synth/environment';
import type { SynthIssue } from '../synth/synth-error';

const RENAMED =
  'the CDK would give the table a new name to use it there, and a deployed table would be replaced by an empty one';
const NAME_FIX =
  'give the literal ARN of the table, or set tableName before the table is deployed for the first time';

/** The construct that an ARN refers to; undefined for an ARN that is written out or comes from elsewhere. */
export function tableBehind(tableArn: string): IConstruct | undefined {
  return Tokenization.reverseString(tableArn).tokens.find((token) => Reference.isReference(token))?.target;
}

/**
 * The ARN of a table of this app that cannot be used in another stack. The check comes before the CDK resolves the ARN: at that
 * moment it names the table, which replaces a table that is deployed already.
 */
export function referenceIssues(scope: IConstruct, prop: string, tableArn: string): readonly SynthIssue[] {
  const target = tableBehind(tableArn);
  if (target === undefined) return [];
  const [home, here] = [environmentOf(target), environmentOf(scope)];
  const distance = distanceOf(home, here);
  if (distance === 'region') {
    const rule = `${apart(distance, 'the table', home, 'the stack', here)}: functions read tables of their own region`;
    const fix = 'add the region to the replicas of the allowlist, and give the literal ARN of the replica';
    return [{ prop, value: target.node.path, rule, fix }];
  }
  if (distance === 'same' || hasName(target)) return [];
  return [{ prop, value: target.node.path, rule: RENAMED, fix: NAME_FIX }];
}

/** A use of a table. */
export interface TableUse {
  readonly prop: string;
  readonly value: string;
  /** The construct that would use the table, and a name for it. */
  readonly user: IConstruct;
  readonly name: string;
  /** The way that works. */
  readonly fix: string;
}

/**
 * The use of a table by something that finds it by its name, and so must be in its environment.
 *
 * @param home the environment in which the name of the table holds
 */
export function tableUseIssues(table: ITableV2, home: Environment, use: TableUse): readonly SynthIssue[] {
  const { prop, value, user, name, fix } = use;
  const here = environmentOf(user);
  const distance = distanceOf(home, here);
  if (distance === 'same') return [];
  if (distance === 'unclear') return renameIssues(table, use);
  return [{ prop, value, rule: apart(distance, 'the table', home, name, here), fix }];
}

/** The use of a table of this app from another environment, for which the CDK would name the table. */
export function renameIssues(table: ITableV2, { prop, value, user, fix }: TableUse): readonly SynthIssue[] {
  if (!(table instanceof TableV2) || hasName(table.node.defaultChild)) return [];
  if (distanceOf(environmentOf(table), environmentOf(user)) === 'same') return [];
  return [{ prop, value, rule: RENAMED, fix }];
}

/**
 * A table that got a name nobody gave it: something uses it from another environment in a way that no other check sees.
 *
 * @returns issues once the CDK has resolved all references
 */
export function renamedIssues(table: TableV2): readonly SynthIssue[] {
  const resource = table.node.defaultChild;
  if (!(resource instanceof CfnGlobalTable) || hasName(resource)) return [];
  const value: unknown = table.stack.resolve(resource.tableName);
  if (value === undefined) return [];
  const rule = `a resource of another region or account uses the table: ${RENAMED}`;
  return [{ prop: 'tableName', value, rule, fix: NAME_FIX }];
}

/** Whether the code names a table. */
function hasName(table: IConstruct | undefined): boolean {
  const isTable = table instanceof CfnGlobalTable || table instanceof CfnTable;
  return isTable && table.tableName !== undefined && !Token.isUnresolved(table.tableName);
}
