import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MAX_UPSTREAM_TIMEOUT_MILLIS, UPSTREAMS } from '../../../contract';
import { takesClientSecrets } from '../../../core';
import { AdminAuth } from '../../admin-auth';
import { ClientSecrets } from '../../client-secrets';
import type { CorsGatewayProps } from '../../cors-gateway-props';
import { Enforcement } from '../../enforcement';
import { JudgedBy } from '../../judged-by';
import { logGroupIssues } from '../admin/admin-queries';
import { consoleIssues } from '../admin/console-issues';
import { functionOptionIssues } from '../functions/function-option-issues';
import { allowlistIssues } from '../allowlist/allowlist-plan';
import { endpointIssues } from '../api/endpoint-issues';
import { stageIssues } from '../api/stage-issues';
import { stageOptionIssues } from '../api/stage-options';
import { webAclIssues } from '../api/web-acl';
import { rangeIssues } from '../synth/duration-issues';
import { typedProps } from '../synth/prop-types';
import { throwIssues, type SynthIssue } from '../synth/synth-error';
import { literal } from '../synth/values';
import { targetAt } from './api-resources';
import { backendIssues, readableBackends } from './backend-issues';
import { gatewayPlan, type GatewayPlan } from './gateway-plan';
import { GATEWAY_TYPES } from './gateway-types';
import { hostIssues } from './host-issues';
import { methodIssues } from './method-issues';
import type { RouteTarget } from './route-targets';
import { prefixRouteIssues } from './prefix-route-issues';
import { issuerIssues } from './issuer-issues';

/**
 * Reads and checks the props, also those that inner constructs take, under the names that the user wrote.
 *
 * @param scope whose path errors name
 */
export function checkedGatewayPlan(scope: Construct, given: CorsGatewayProps): GatewayPlan {
  const { props, issues } = typedProps(given, GATEWAY_TYPES);
  const { backends, issues: unreadable } = readableBackends(props);
  const plan = gatewayPlan({ ...props, ...backends });
  throwIssues(scope, [...issues, ...unreadable, ...gatewayIssues(scope, plan)]);
  return plan;
}

function gatewayIssues(scope: Construct, plan: GatewayPlan): readonly SynthIssue[] {
  const { props } = plan;
  return [
    ...allowlistIssues(scope, plan.allowlist, upstreamEnvironment(scope, plan)),
    ...tableIssues(props),
    ...backendIssues(scope, plan),
    ...issuerIssues(plan),
    ...secretIssues(plan),
    ...rangeIssues('upstreamTimeout', props.upstreamTimeout, MAX_UPSTREAM_TIMEOUT_MILLIS / 1000, 1),
    ...stageIssues(props),
    ...stageOptionIssues(props.stageOptions, props),
    ...endpointIssues(props),
    ...webAclIssues(scope, props.webAclArn),
    ...hostIssues(scope, props),
    ...prefixRouteIssues(plan),
    ...methodIssues(plan),
    ...(props.adminAuth?._issues('adminAuth') ?? []),
    ...consoleIssues({ auth: props.adminAuth ?? AdminAuth.iam(), console: props.console }),
    ...functionOptionIssues(scope, 'admin', props.admin),
    ...logGroupIssues(scope, props.furtherLogGroups),
    ...observeIssues(props),
    ...contradictions(props),
  ];
}

/** The routes of a gateway follow from its table, and not the table from routes. */
function tableIssues({ endpoints }: CorsGatewayProps): readonly SynthIssue[] {
  const routes = endpoints?._routes;
  if (routes === undefined) return [];
  const rule = 'a gateway makes its routes by itself, from its backends and its endpoint table';
  const fix = 'use CorsEndpoints.of(), or protect() of a CorsAllowlist for an API that has routes';
  return [{ prop: 'endpoints', value: routes.name, rule, fix }];
}

/** The environment that tells the evaluator where requests go. */
export function upstreamEnvironment(scope: Construct, { upstreams }: GatewayPlan): Record<string, string> {
  return { [UPSTREAMS]: Stack.of(scope).toJsonString(upstreams) };
}

/** An authorizer sees no body, so only a function that does can block a secret in it. */
function secretIssues({ props, rules, routes, backends }: GatewayPlan): readonly SynthIssue[] {
  if (props.clientSecrets !== ClientSecrets.BLOCK) return [];
  const isBlind = (at: RouteTarget | undefined): boolean => {
    if (typeof at?.handler !== 'object') return false;
    const targets = backends.flatMap(({ target }) =>
      target.kind === 'function' && target.handler === at.handler ? [target] : [],
    );
    // A function that is merely given what withCors needs may not use it.
    return !targets.some(
      ({ middleware, judgedBy }) => middleware === true || judgedBy === literal(JudgedBy.MIDDLEWARE),
    );
  };
  return rules
    .filter(({ path, role }) => takesClientSecrets(role) && isBlind(targetAt(routes, path)))
    .map(({ path }) => ({
      prop: 'clientSecrets',
      value: ClientSecrets.BLOCK,
      rule: `nothing sees the bodies of calls to ${path}: the function there does not use withCors`,
      fix: 'use withCors in it and say so with middleware: true, or use ClientSecrets.REPORT',
    }));
}

/** A web ACL can be a list of addresses, which a visitor of any page may have. */
function observeIssues({
  enforcement,
  observeBehindPolicy,
  webAclArn,
}: CorsGatewayProps): readonly SynthIssue[] {
  if (enforcement !== Enforcement.OBSERVE || webAclArn === undefined || observeBehindPolicy === true)
    return [];
  const rule =
    'webAclArn may let only some addresses in, and a page of any origin could read the API by way of a visitor inside';
  const fix = 'use Enforcement.REPORT, or acknowledge it with observeBehindPolicy: true';
  return [{ prop: 'enforcement', value: enforcement, rule, fix }];
}

function contradictions({
  adminApi,
  adminAuth,
  console,
  admin,
  furtherLogGroups,
  existingTable,
}: CorsGatewayProps): readonly SynthIssue[] {
  const issues: SynthIssue[] = [];
  if (existingTable !== undefined && adminApi !== false) {
    const rule = 'the admin API must be in the stack that makes the table';
    issues.push({
      prop: 'existingTable',
      value: existingTable.tableArn,
      rule,
      fix: 'say adminApi: false, or make a CorsAdminApi in the stack of the table',
    });
  }
  if (adminApi === false) {
    const rule = 'the gateway has no admin API';
    const without = (prop: string, value: unknown): void => {
      issues.push({ prop, value, rule, fix: `leave adminApi or ${prop} out` });
    };
    if (adminAuth !== undefined) without('adminAuth', adminAuth._document.mode);
    if (admin !== undefined) without('admin', Object.keys(admin));
    if (furtherLogGroups !== undefined) without('furtherLogGroups', furtherLogGroups.length);
    if (console !== undefined && console.enabled !== false) without('console', 'on');
  }
  return issues;
}
