import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CorsAllowlistProps } from '../../cors-allowlist-props';
import { apart, distanceOf, environmentOf } from '../synth/environment';
import { instance, isObject, requiredIssues } from '../synth/prop-types';
import type { SynthIssue } from '../synth/synth-error';
import { ownerOf } from '../table/table-arn-issues';

const BUS = instance('an event bus', 'eventBusArn', 'give an EventBus');

/** Everything in the events of changes that cannot work. */
export function changeEventIssues(scope: Construct, props: CorsAllowlistProps): readonly SynthIssue[] {
  const { changeEvents } = props;
  if (changeEvents === undefined || !isObject(changeEvents)) return [];
  return [...busIssues(scope, changeEvents.eventBus), ...streamIssues(scope, props)];
}

function busIssues(
  scope: Construct,
  bus: NonNullable<CorsAllowlistProps['changeEvents']>['eventBus'],
): readonly SynthIssue[] {
  if (bus === undefined) return [];
  const prop = 'changeEvents.eventBus';
  const issues = requiredIssues(prop, bus, BUS);
  if (issues.length > 0) return issues;
  const [home, here] = [bus.env, environmentOf(scope)];
  if (distanceOf(home, here) !== 'region') return [];
  const rule = apart('region', 'the bus', home, 'the allowlist', here);
  const fix = 'give a bus of the region of the allowlist, with a rule that sends the events on';
  return [{ prop, value: bus.node.path, rule, fix }];
}

/** A table that exists must have a stream that a function of this account can read. */
function streamIssues(
  scope: Construct,
  { existingTable: existing }: CorsAllowlistProps,
): readonly SynthIssue[] {
  if (existing === undefined) return [];
  const { tableArn, tableStreamArn: value } = existing;
  const prop = 'existingTable.tableStreamArn';
  if (value === undefined) {
    const rule = 'events of changes come from the stream of the table';
    const fix =
      'give the ARN of a stream with new and old images, or leave changeEvents to the allowlist that makes the table';
    return [{ prop, value, rule, fix }];
  }
  const { account } = Stack.of(scope);
  const owner = ownerOf(tableArn);
  if (owner !== undefined && !Token.isUnresolved(account) && owner !== account) {
    const rule = `the table is in the account ${owner}, and functions read streams of their own account`;
    return [{ prop, value, rule, fix: 'leave changeEvents to a stack of that account' }];
  }
  if (Token.isUnresolved(value) || Token.isUnresolved(tableArn)) return [];
  if (typeof value === 'string' && value.startsWith(`${tableArn}/stream/`)) return [];
  const rule = 'must be the ARN of a stream of this table';
  return [{ prop, value, rule, fix: `write it as in "${tableArn}/stream/2026-01-01T00:00:00.000"` }];
}
