import { Construct } from 'constructs';
import { AdminAuth } from '../../admin-auth';
import type { CorsAdminApiProps } from '../../cors-admin-api-props';
import type { ICorsAllowlist } from '../../i-cors-allowlist';
import { endpointIssues } from '../api/endpoint-issues';
import { stageIssues } from '../api/stage-issues';
import { webAclIssues } from '../api/web-acl';
import { functionOptionIssues } from '../functions/function-option-issues';
import { apart, distanceOf, ENV_FIX, environmentOf, unclear } from '../synth/environment';
import type { SynthIssue } from '../synth/synth-error';
import { tableUseIssues } from '../table/table-environment';
import { adminDomainIssues } from './admin-domain-issues';
import { logGroupIssues } from './admin-queries';
import { consoleIssues } from './console-issues';

/** Everything in the props that cannot work. */
export function adminApiIssues(scope: Construct, props: CorsAdminApiProps): readonly SynthIssue[] {
  return [
    ...(props.auth?._issues('auth') ?? []),
    ...consoleIssues({ auth: props.auth ?? AdminAuth.iam(), console: props.console }),
    ...allowlistIssues(scope, props.allowlist),
    ...stageIssues(props),
    ...endpointIssues(props),
    ...adminDomainIssues(scope, props),
    ...webAclIssues(scope, props.webAclArn),
    ...functionOptionIssues(scope, 'admin', props.admin),
    ...gatewayApiIssues(scope, props),
    ...logGroupIssues(scope, props.furtherLogGroups),
  ];
}

/** An allowlist whose table cannot be used here. A program without types can leave it out. */
function allowlistIssues(scope: Construct, allowlist: ICorsAllowlist | undefined): readonly SynthIssue[] {
  const prop = 'allowlist';
  if (!Construct.isConstruct(allowlist)) {
    const rule = 'an admin API must have the allowlist that it edits';
    return [{ prop, value: allowlist, rule, fix: 'give the CorsAllowlist' }];
  }
  const { table, node } = allowlist;
  return tableUseIssues(table, table.env, {
    prop,
    value: node.path,
    user: scope,
    name: 'the admin API',
    fix: 'make the admin API in the stack that defines the allowlist',
  });
}

/** An API whose stage is unknown here. The type of an imported API promises a stage that it does not have. */
function gatewayApiIssues(scope: Construct, { gatewayApi }: CorsAdminApiProps): readonly SynthIssue[] {
  if (gatewayApi === undefined) return [];
  const [home, here] = [environmentOf(gatewayApi), environmentOf(scope)];
  const distance = distanceOf(home, here);
  if (distance === 'region' || distance === 'account') {
    const rule = apart(distance, 'the API', home, 'the admin API', here);
    const fix = 'leave gatewayApi out, and name its hosts in the allowlist';
    return [{ prop: 'gatewayApi', value: gatewayApi.node.path, rule, fix }];
  }
  // A stack can name what another account of its region has, but nothing of a region that it does not know.
  if (distance === 'unclear' && home.region !== here.region) {
    const value = gatewayApi.node.path;
    return [{ prop: 'gatewayApi', value, rule: unclear('the API', 'the admin API'), fix: ENV_FIX }];
  }
  const stage: unknown = gatewayApi.deploymentStage;
  if (stage !== undefined) return [];
  const rule = 'the API must have a stage; an imported API, and one with deploy: false, has none here';
  const fix = 'set deploymentStage of the API, or leave gatewayApi out and name its hosts in the allowlist';
  return [{ prop: 'gatewayApi', value: gatewayApi.node.path, rule, fix }];
}
