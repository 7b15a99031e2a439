import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct, IConstruct } from 'constructs';
import type { SynthIssue } from '../synth/synth-error';

/** Web ACLs for APIs are those of a region; those that are global are for CloudFront. */
const REGIONAL = /^regional\/webacl\/[^/]+\/[^/]+$/;

/** A web ACL that cannot be associated with a stage. */
export function webAclIssues(scope: IConstruct, value: string | undefined): readonly SynthIssue[] {
  const prop = 'webAclArn';
  if (value === undefined || Token.isUnresolved(value)) return [];
  const parts = partsOf(value);
  if (parts?.service !== 'wafv2' || !REGIONAL.test(`${parts.resource}/${parts.resourceName ?? ''}`)) {
    const rule = 'must be the ARN of a regional web ACL of WAFv2';
    return [
      {
        prop,
        value,
        rule,
        fix: 'write it as in "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/name/id"',
      },
    ];
  }
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region) || parts.region === region) return [];
  const rule = `the web ACL must be in ${region}, the region of the API`;
  return [{ prop, value, rule, fix: `name one of ${region}` }];
}

function partsOf(arn: string): ReturnType<typeof Arn.split> | undefined {
  try {
    return Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME);
  } catch {
    return undefined;
  }
}

/** Puts a web ACL in front of the stage of an API. Its refusals have no CORS headers, unless it sets them itself. */
export function associateWebAcl(scope: Construct, api: RestApi, webAclArn: string): void {
  new CfnWebACLAssociation(scope, 'WebAcl', { resourceArn: api.deploymentStage.stageArn, webAclArn });
}
