import { Stack } from 'aws-cdk-lib';
import {
  CfnRestApi,
  EndpointType,
  type EndpointConfiguration,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { issueText, type SynthIssue } from '../synth/synth-error';

/** How clients reach an API. */
export interface EndpointProps {
  readonly endpointConfiguration?: EndpointConfiguration;
  readonly policy?: PolicyDocument;
}

const PROP = 'endpointConfiguration';

/** Whether an API is reached from VPCs alone. */
export function isPrivate({ endpointConfiguration }: EndpointProps): boolean {
  // A program without types can leave the list out.
  const types: unknown = endpointConfiguration?.types;
  return Array.isArray(types) && types.includes(EndpointType.PRIVATE);
}

/** Everything in the endpoint of an API that cannot work. */
export function endpointIssues({ endpointConfiguration }: EndpointProps): readonly SynthIssue[] {
  if (endpointConfiguration === undefined) return [];
  const { types, vpcEndpoints } = endpointConfiguration;
  const prop = `${PROP}.types`;
  const fix = 'use [EndpointType.REGIONAL] or [EndpointType.PRIVATE]';
  // A program without types can leave the list out.
  const given: unknown = types;
  if (!Array.isArray(given) || given.length !== 1 || !KNOWN.has(String(given[0]))) {
    return [{ prop, value: given, rule: 'must hold one type of endpoint', fix }];
  }
  if (types.includes(EndpointType.EDGE)) {
    const rule =
      'an edge-optimized API changes the letter case of header names and hides the host that was asked';
    return [{ prop, value: given, rule, fix }];
  }
  if (vpcEndpoints === undefined || types.includes(EndpointType.PRIVATE)) return [];
  const rule = 'only a private API has VPC endpoints';
  const value = vpcEndpoints.map(({ node }) => node.path);
  return [
    { prop: `${PROP}.vpcEndpoints`, value, rule, fix: 'use types: [EndpointType.PRIVATE], or leave it out' },
  ];
}

const KNOWN: ReadonlySet<string> = new Set(Object.values(EndpointType));

/**
 * API Gateway refuses to deploy a private API without a resource policy, and the CDK makes one without a word. The policy may be
 * given after the API is made, so it is looked for at the end.
 */
export function requirePolicy(api: RestApi): void {
  api.node.addValidation({
    validate: () => {
      const { defaultChild } = api.node;
      const isMissing =
        defaultChild instanceof CfnRestApi && Stack.of(api).resolve(defaultChild.policy) === undefined;
      return isMissing ? [issueText(POLICY_ISSUE)] : [];
    },
  });
}

const POLICY_ISSUE: SynthIssue = {
  prop: 'policy',
  value: undefined,
  rule: 'a private API must have a resource policy, or API Gateway does not deploy it',
  fix: 'call api.grantInvokeFromVpcEndpointsOnly([endpoint]) with the InterfaceVpcEndpoint that clients come by, or give policy',
};
