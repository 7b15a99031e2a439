import type { IConstruct } from 'constructs';
import { MAX_UPSTREAM_TIMEOUT_MILLIS } from '../../../contract';
import { takesClientSecrets } from '../../../core';
import { ClientSecrets } from '../../client-secrets';
import type { CorsGatewayProps } from '../../cors-gateway-props';
import { backendIssues } from './backend-issues';
import { allBackends, gatewayRoutes } from './gateway-plan';
import { hostIssues } from './host-issues';
import { initialIssues } from '../initial/initial-issues';
import { issuerIssues } from './issuer-issues';
import { endpointsOf } from '../policy/policy-document';
import { policyOptionIssues } from '../policy/policy-issues';
import { rangeIssues } from '../synth/duration-issues';
import { seatAt } from './api-resources';
import { stageIssues } from '../api/stage-issues';
import { memoryIssues } from '../functions/memory-issues';
import type { SynthIssue } from '../synth/synth-error';

/** All in the props of a gateway that cannot work. */
export function gatewayIssues(scope: IConstruct, props: CorsGatewayProps): readonly SynthIssue[] {
  return [
    ...policyOptionIssues(props),
    ...initialIssues(props),
    ...backendIssues(scope, props),
    ...issuerIssues(props),
    ...secretIssues(props),
    ...rangeIssues('upstreamTimeout', props.upstreamTimeout, MAX_UPSTREAM_TIMEOUT_MILLIS / 1000, 1),
    ...stageIssues(props),
    ...memoryIssues('evaluatorMemorySize', props.evaluatorMemorySize),
    ...hostIssues(scope, props),
    ...contradictions(props),
  ];
}

/** A body can hold a secret, and an authorizer sees none: what blocks must stand where the body passes. */
function secretIssues(props: CorsGatewayProps): readonly SynthIssue[] {
  if (props.clientSecrets !== ClientSecrets.BLOCK) return [];
  const routes = gatewayRoutes(props);
  return endpointsOf(props)
    ._rules.filter(({ path, role }) => takesClientSecrets(role) && isBlind(props, seatAt(routes, path)))
    .map(({ path }) => ({
      prop: 'clientSecrets',
      value: ClientSecrets.BLOCK,
      rule: `no seat sees the bodies of calls to ${path}: the function there does not use withCors`,
      fix: 'use withCors in it and say so with middleware: true, or use ClientSecrets.REPORT',
    }));
}

function isBlind(props: CorsGatewayProps, seat: unknown): boolean {
  const targets = allBackends(props).flatMap(({ _target: target }) =>
    target.kind === 'function' && target.handler === seat ? [target] : [],
  );
  return targets.length > 0 && !targets.some(({ middleware }) => middleware);
}

function contradictions({
  disableExecuteApiEndpoint,
  hosts,
  adminApi,
  adminAuth,
  existingTable,
}: CorsGatewayProps): readonly SynthIssue[] {
  const issues: SynthIssue[] = [];
  if (disableExecuteApiEndpoint === true && (hosts ?? []).length === 0) {
    const rule = 'without a host, no request could reach the API';
    issues.push({
      prop: 'disableExecuteApiEndpoint',
      value: true,
      rule,
      fix: 'name a host, or leave it out',
    });
  }
  if (existingTable !== undefined && adminApi !== false) {
    const rule = 'an allowlist is edited where its table is made';
    issues.push({
      prop: 'existingTable',
      value: existingTable.tableArn,
      rule,
      fix: 'say adminApi: false, or make a CorsAdminApi in the stack of the table',
    });
  }
  if (adminApi === false && adminAuth !== undefined) {
    const rule = 'there is no admin API whose callers could be known';
    issues.push({
      prop: 'adminAuth',
      value: adminAuth._document.mode,
      rule,
      fix: 'leave adminApi or adminAuth out',
    });
  }
  return issues;
}
