import { Stack } from 'aws-cdk-lib';
import { CfnVPCEndpoint, type IVpc, type SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import type { CorsFunctionOptions } from '../../cors-function-options';
import { warn } from '../synth/warning';

/**
 * Warns of a function in a VPC that has no endpoint for DynamoDB. Without a way to the table nothing can be judged, and by a NAT
 * gateway each look-up costs money. At validation, because the endpoint may be made after the function.
 */
export function warnOfNoTableWay(warned: IConstruct, { vpc }: CorsFunctionOptions): void {
  if (vpc === undefined) return;
  warned.node.addValidation({
    validate: () => {
      if (hasEndpoint(warned.node.root, vpc, 'dynamodb')) return [];
      warn(
        warned,
        'vpcWithoutDynamoDb',
        `${warned.node.path} runs in the VPC ${vpc.node.path}, where this app makes no endpoint for DynamoDB. Without a way to the ` +
          'table no origin can be looked up. Add one: vpc.addGatewayEndpoint("DynamoDb", { service: ' +
          'GatewayVpcEndpointAwsService.DYNAMODB }), or acknowledge this where there is a way',
      );
      return [];
    },
  });
}

/** Warns of an issuer that the evaluator cannot reach, as far as it is known. */
export function warnOfNoIssuerWay(
  warned: IConstruct,
  issuer: string,
  { vpc, vpcSubnets }: CorsFunctionOptions,
): void {
  if (vpc === undefined || hasWayOut(vpc, vpcSubnets)) return;
  warn(
    warned,
    'vpcWithoutIssuer',
    `${warned.node.path} must reach the issuer ${issuer}, and its subnets have no way out of the VPC ${vpc.node.path}. Name ` +
      'vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS }, or acknowledge this where the issuer is in the VPC',
  );
}

/**
 * Warns of a function that CloudFormation waits for, and that cannot answer it: an answer is a file in a bucket of S3. The deployment
 * would hang until its time is over.
 */
export function warnOfNoAnswerWay(warned: IConstruct, { vpc, vpcSubnets }: CorsFunctionOptions): void {
  if (vpc === undefined || hasWayOut(vpc, vpcSubnets)) return;
  warned.node.addValidation({
    validate: () => {
      if (hasEndpoint(warned.node.root, vpc, 's3')) return [];
      warn(
        warned,
        'vpcWithoutS3',
        `${warned.node.path} answers CloudFormation by S3, and its subnets have no known way out of the VPC ${vpc.node.path}. Without ` +
          'one a deployment waits for minutes, and fails. Add one: vpc.addGatewayEndpoint("S3", { service: ' +
          'GatewayVpcEndpointAwsService.S3 }), or acknowledge this where there is a way',
      );
      return [];
    },
  });
}

function hasEndpoint(root: IConstruct, vpc: IVpc, service: string): boolean {
  return root.node
    .findAll()
    .filter((one) => one instanceof CfnVPCEndpoint)
    .some(
      (one) =>
        one.vpcId === vpc.vpcId &&
        JSON.stringify(Stack.of(one).resolve(one.serviceName)).includes(`.${service}`),
    );
}

/** Whether every subnet is one that the CDK calls private with egress; true where the lookup is still to come. */
function hasWayOut(vpc: IVpc, vpcSubnets: SubnetSelection | undefined): boolean {
  const { subnets, isPendingLookup = false } = vpc.selectSubnets(vpcSubnets);
  return isPendingLookup || subnets.every((subnet) => vpc.privateSubnets.includes(subnet));
}
