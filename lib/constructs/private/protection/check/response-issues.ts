import type { DeployedApi } from '../../deployed/deployed-api';
import { membersOf, type DeployedResource } from '../../deployed/deployed-resource';
import type { SynthIssue } from '../../synth/synth-error';
import { branchesOf, hasIntrinsics } from '../document/branch';
import { RESPONSES } from '../document/document';
import { otherAuthorizers } from '../../api/other-judges';
import { FROM_REQUEST } from '../../api/verdict-mappings';
import { DeployedTokens } from '../../policy/deployed-tokens';
import { responseIssue } from '../protection-issues';
import type { Claim } from './claim';

/** Gateway responses that let origins in without a verdict, that contradict each other, or that are gone. */
export function responseIssues(api: DeployedApi, claims: readonly Claim[]): readonly SynthIssue[] {
  const { gatewayResponses } = api;
  const branches = branchesOf(membersOf(api.api?.properties['Body'])[RESPONSES]).map((branch) =>
    Object.keys(membersOf(branch)),
  );
  const inDocument = branches.flat();
  const inEveryBranch = inDocument.filter((type) => branches.every((branch) => branch.includes(type)));
  const types = gatewayResponses.map(typeOf);
  const there = new Set([...types, ...inEveryBranch]);
  const wanted = new Set(claims.flatMap((claim) => claim.gatewayResponses));
  return [
    ...gatewayResponses.flatMap((response) => headerIssues(response, mayNameOrigin(api, claims))),
    ...gatewayResponses.flatMap((response, index) =>
      inDocument.includes(typeOf(response)) || types.indexOf(typeOf(response)) < index
        ? [repeatedIssue(response)]
        : [],
    ),
    ...[...wanted].filter((type) => !there.has(type)).map(missingIssue),
  ];
}

/** Headers of a response that others set, in each branch of a condition of the template. */
function headerIssues(response: DeployedResource, namesOrigin: boolean): readonly SynthIssue[] {
  const type = typeOf(response);
  return branchesOf(response.properties['ResponseParameters'])
    .map(membersOf)
    .flatMap((branch) => (hasIntrinsics(branch) ? [unwrittenIssue(type)] : responseIssue(type, branch)))
    .filter(({ value }) => !(namesOrigin && type === 'UNAUTHORIZED' && value === FROM_REQUEST));
}

/** Whether only a verdict leads to a 401, so that it may name the origin of the request. */
function mayNameOrigin({ methods }: DeployedApi, claims: readonly Claim[]): boolean {
  const isChecked = claims.some(({ allowlist }) => DeployedTokens.of(allowlist)?.isUsed === true);
  return isChecked && otherAuthorizers(methods).length === 0;
}

function unwrittenIssue(type: string): SynthIssue {
  return {
    prop: `responseParameters of gateway response ${type}`,
    value: 'known only at deployment',
    rule: 'the headers of a gateway response must be written out, because an origin could read an error without a verdict',
    fix: 'write each header out, without intrinsic functions around them',
  };
}

function typeOf({ properties }: DeployedResource): string {
  return String(properties['ResponseType']);
}

/** Two responses to one error; CloudFormation can make only one of them, or the later one replaces the other. */
function repeatedIssue(response: DeployedResource): SynthIssue {
  const rule = 'the API already has a response to this error, which the protection added';
  const fix =
    'add yours before protect(), or to the document, which then leaves it as it is; or say gatewayResponses: false';
  const value = response.construct.node.path;
  return { prop: `gateway response ${typeOf(response)}`, value, rule, fix };
}

function missingIssue(type: string): SynthIssue {
  const rule = 'the response that protect() added is gone, so a page could not read the error';
  const fix = 'leave it there, or say gatewayResponses: false';
  return { prop: `gateway response ${type}`, value: 'missing', rule, fix };
}
