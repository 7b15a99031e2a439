import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { CorsFunctionOptions } from '../../cors-function-options';
import { apart, distanceOf, environmentOf } from '../synth/environment';
import type { SynthIssue } from '../synth/synth-error';

/** Everything in the network of functions that cannot work. */
export function networkIssues(scope: IConstruct, options: CorsFunctionOptions): readonly SynthIssue[] {
  const { vpc, vpcSubnets, securityGroups } = options;
  if (vpc === undefined) {
    const rule = 'means nothing without vpc';
    const fix = 'name the vpc, or leave it out';
    return [
      ...(vpcSubnets === undefined ? [] : [{ prop: 'vpcSubnets', value: vpcSubnets, rule, fix }]),
      ...(securityGroups === undefined
        ? []
        : [{ prop: 'securityGroups', value: securityGroups.map(({ node }) => node.path), rule, fix }]),
    ];
  }
  const groups =
    securityGroups?.length === 0
      ? [{ prop: 'securityGroups', value: [], rule: 'must name a group', fix: 'name one, or leave it out' }]
      : [];
  return [...placeIssues(scope, vpc), ...subnetIssues(vpc, vpcSubnets), ...groups];
}

function placeIssues(scope: IConstruct, vpc: IVpc): readonly SynthIssue[] {
  const [home, here] = [vpc.env, environmentOf(scope)];
  if (distanceOf(home, here) !== 'region') return [];
  const rule = apart('region', 'the VPC', home, 'the function', here);
  return [{ prop: 'vpc', value: vpc.node.path, rule, fix: 'name a VPC of the region of the function' }];
}

/** The CDK itself finds the subnets, and says why it cannot. */
function subnetIssues(vpc: IVpc, vpcSubnets: SubnetSelection | undefined): readonly SynthIssue[] {
  const value = vpcSubnets === undefined ? vpc.node.path : shownSelection(vpcSubnets);
  const prop = vpcSubnets === undefined ? 'vpc' : 'vpcSubnets';
  try {
    const selected = vpc.selectSubnets(vpcSubnets);
    if (selected.isPendingLookup === true || !selected.hasPublic) return [];
  } catch (error) {
    const rule = error instanceof Error ? error.message : String(error);
    return [{ prop, value, rule, fix: 'name subnets that the VPC has' }];
  }
  const rule =
    'a function in a public subnet has no public address, so it reaches nothing outside of the VPC';
  return [{ prop, value, rule, fix: 'name private subnets' }];
}

/** Subnets that are named one by one are constructs, whose text would be endless. */
function shownSelection({ subnets, ...rest }: SubnetSelection): unknown {
  return subnets === undefined ? rest : { ...rest, subnets: subnets.map(({ node }) => node.path) };
}

/** The actions by which Lambda brings a function into a VPC; the managed policy would add the logs of the whole account. */
export function networkStatement(): PolicyStatement {
  return new PolicyStatement({
    actions: [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ],
    resources: ['*'],
  });
}
