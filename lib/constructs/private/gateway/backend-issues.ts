import { Token } from 'aws-cdk-lib';
import { CfnFunction, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { meets, segmentsOf, type EndpointRule } from '../../../core';
import { CorsBackend } from '../../cors-backend';
import type { CorsGatewayProps } from '../../cors-gateway-props';
import { flagIssues } from '../synth/choice-issues';
import { apart, distanceOf, ENV_FIX, environmentOf, unclear } from '../synth/environment';
import { functionBehind } from '../functions/middleware-function';
import { prefixPathIssues } from '../policy/path-issues';
import { isVariable, RESOURCE_PART, resourceRoutes, shadowingRoute } from './api-resources';
import { crossingRoutes } from './crossing-routes';
import { middlewareIssues } from './backend-middleware';
import { backendProp, type GatewayPlan, type PlannedBackend } from './gateway-plan';
import type { SynthIssue } from '../synth/synth-error';
import { droppedHeaderIssues } from './dropped-header-issues';
import { selfUpstreamIssues } from './self-upstream-issues';
import { upstreamUrlIssues } from './upstream-url';

/** The backends that the other checks can read, and the issues of the others. */
export function readableBackends({ backends = {}, defaultBackend }: CorsGatewayProps): {
  readonly backends: Pick<CorsGatewayProps, 'backends' | 'defaultBackend'>;
  readonly issues: readonly SynthIssue[];
} {
  const isReadable = ({ _issues: issues }: CorsBackend): boolean => issues.length === 0;
  const named = Object.entries(backends).map(([path, backend]) => [backendProp(path), backend] as const);
  const all = [
    ...named,
    ...(defaultBackend === undefined ? [] : [['defaultBackend', defaultBackend] as const]),
  ];
  return {
    backends: {
      backends: Object.fromEntries(Object.entries(backends).filter(([, backend]) => isReadable(backend))),
      ...(defaultBackend === undefined || isReadable(defaultBackend)
        ? {}
        : { defaultBackend: CorsBackend.echo() }),
    },
    issues: all.flatMap(([prop, { _issues: issues }]) =>
      issues.map((issue) => ({ ...issue, prop: `${prop}.${issue.prop}` })),
    ),
  };
}

/** Everything in the backends that cannot work. */
export function backendIssues(scope: IConstruct, plan: GatewayPlan): readonly SynthIssue[] {
  const paths = Object.keys(plan.props.backends ?? {});
  return [
    ...paths.filter((path) => path === '/').map(rootIssue),
    ...prefixPathIssues(paths, (index) => backendProp(paths[index] ?? '')),
    ...unnamedIssues(paths, plan.allowlist.policy.rules),
    ...plan.backends.flatMap((backend) => [
      ...upstreamIssues(backend, plan),
      ...keyIssues(backend),
      ...placeIssues(scope, backend),
      ...middlewareIssues(scope, backend, plan),
    ]),
    ...resourceIssues(plan),
  ];
}

function rootIssue(value: string): SynthIssue {
  return {
    prop: backendProp(value),
    value,
    rule: 'a backend by path must have a path below the root',
    fix: 'use defaultBackend',
  };
}

/** The endpoint table closes the paths that it does not name, so a backend there is a mistake. */
function unnamedIssues(paths: readonly string[], rules: readonly EndpointRule[]): readonly SynthIssue[] {
  const isNamed = (path: string): boolean =>
    rules.some((rule) => meets(path, rule.path) || (rule.match === 'prefix' && meets(rule.path, path)));
  return paths
    .filter((path) => path.startsWith('/') && !isNamed(path))
    .map((path) => ({
      prop: backendProp(path),
      value: path,
      rule: 'no endpoint names this path or a path below it',
      fix: `add CorsEndpoint.closed(${JSON.stringify(path)}) to the endpoints, or one that lets origins in`,
    }));
}

function upstreamIssues({ prop, target }: PlannedBackend, { props }: GatewayPlan): readonly SynthIssue[] {
  if (target.kind !== 'http') return [];
  const { evaluator } = props;
  return [
    ...selfUpstreamIssues(prop, target.url, props, 'name the host of the server itself'),
    ...upstreamUrlIssues(prop, target.url, target.allowHttp),
    ...droppedHeaderIssues(`${prop}.droppedHeaders`, target.droppedHeaders),
    ...flagIssues(`${prop}.allowHttp`, target.allowHttp),
    ...(target.allowHttp && evaluator?.vpc === undefined ? [outsideIssue(`${prop}.allowHttp`)] : []),
  ];
}

/** Outside of a VPC, the way to a server is the internet. */
function outsideIssue(prop: string): SynthIssue {
  const rule = 'requests would cross the internet in the clear, because the evaluator runs outside of a VPC';
  return { prop, value: true, rule, fix: 'name the VPC of the server as evaluator: { vpc }, or use https' };
}

function keyIssues({ prop, target }: PlannedBackend): readonly SynthIssue[] {
  return target.kind === 'echo' ? [] : flagIssues(`${prop}.apiKeyRequired`, target.apiKeyRequired);
}

/** A function where this stack cannot use it. */
function placeIssues(scope: IConstruct, { prop, target }: PlannedBackend): readonly SynthIssue[] {
  if (target.kind !== 'function') return [];
  const [home, here] = [target.handler.env, environmentOf(scope)];
  const distance = distanceOf(home, here);
  const own = functionBehind(target.handler);
  const value = target.handler.node.path;
  if (distance === 'unclear' && own !== undefined && !hasName(own)) {
    return [{ prop, value, rule: unclear('the function', 'the API'), fix: ENV_FIX }];
  }
  // A function of another account that is imported works, once its owner lets the API invoke it.
  if (distance !== 'region' && (distance !== 'account' || own === undefined)) return [];
  const rule = apart(distance, 'the function', home, 'the API', here);
  const fix =
    distance === 'region'
      ? 'give the API a function of its own region'
      : 'import the function by its ARN, and let the API invoke it in the stack of the function';
  return [{ prop, value, rule, fix }];
}

/** Whether the code names a function, so that the CDK can name it in another environment. */
function hasName({ node: { defaultChild } }: LambdaFunction): boolean {
  const name = defaultChild instanceof CfnFunction ? defaultChild.functionName : undefined;
  return name !== undefined && !Token.isUnresolved(name);
}

function resourceIssues({ routes }: GatewayPlan): readonly SynthIssue[] {
  const shadowing = shadowingRoute(routes);
  const unfit = resourceRoutes(routes).filter(({ path }) => !segmentsOf(path).every(isResourcePart));
  return [
    ...(shadowing === undefined ? [] : [shadowIssue(shadowing.path)]),
    ...crossingRoutes(routes).map(({ route, other, path }) => ({
      prop: backendProp(route.path),
      value: route.path,
      rule: `API Gateway would give ${JSON.stringify(path)}, which ${JSON.stringify(other.path)} names too, to the wrong one of both`,
      fix: `add a backend for ${JSON.stringify(path)}`,
    })),
    ...unfit.map(({ path }) => ({
      prop: backendProp(path),
      value: path,
      rule: 'must hold only letters, digits and . _ : $ - in each part, or be {name} or {name+}, as resources of API Gateway do',
      fix: 'name a path above it',
    })),
  ];
}

function isResourcePart(part: string): boolean {
  return isVariable(part) || RESOURCE_PART.test(part);
}

function shadowIssue(path: string): SynthIssue {
  const rule = 'API Gateway has no patterns, so this backend would get all requests of the backend above it';
  return {
    prop: backendProp(path),
    value: path,
    rule,
    fix: 'name the paths below the version, or give both one backend',
  };
}
