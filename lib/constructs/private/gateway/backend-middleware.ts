import { Annotations } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { CorsBackendTarget } from '../../cors-backend';
import { JudgedBy } from '../../judged-by';
import {
  functionBehind,
  makesCycle,
  obstacleOf,
  type Obstacle,
  type Places,
} from '../functions/middleware-function';
import { choiceIssues } from '../synth/choice-issues';
import { FLAG } from '../synth/prop-types';
import { literal } from '../synth/values';
import type { SynthIssue } from '../synth/synth-error';
import type { GatewayPlan, PlannedBackend } from './gateway-plan';

type FunctionTarget = CorsBackendTarget & { readonly kind: 'function' };

const WARNING = 'apigateway-cors-allowlist:withoutMiddleware';
const MIDDLEWARE = literal(JudgedBy.MIDDLEWARE);

/** The functions among the backends that are given what `withCors` needs, each once. */
export function middlewareFunctions(scope: IConstruct, plan: GatewayPlan): ReadonlySet<LambdaFunction> {
  const given = plan.backends.flatMap(({ target }) => {
    if (target.kind !== 'function') return [];
    const own = functionBehind(target.handler);
    return own !== undefined && isGiven(target, own, placesOf(scope, plan)) ? [own] : [];
  });
  return new Set(given);
}

/** A function that judges is given it wherever it can be. */
function isGiven(
  { middleware, judgedBy, handler }: FunctionTarget,
  own: LambdaFunction,
  places: Places,
): boolean {
  if (middleware !== undefined) return middleware;
  return judgedBy === MIDDLEWARE ? !makesCycle(own, places) : obstacleOf(handler, places) === undefined;
}

/** Warns of each function that may use `withCors` and is not given what that needs. */
export function warnOfMissingMiddleware(scope: IConstruct, plan: GatewayPlan): void {
  for (const { prop, target } of plan.backends) {
    // The check after the aspects looks at functions that judge.
    if (target.kind !== 'function' || target.middleware !== undefined || target.judgedBy === MIDDLEWARE)
      continue;
    const obstacle = obstacleOf(target.handler, placesOf(scope, plan));
    if (obstacle === undefined || obstacle === 'language') continue;
    Annotations.of(scope).addWarningV2(
      WARNING,
      `${prop}: the function ${target.handler.node.path} is not given what withCors needs, because ` +
        `${reasonOf(obstacle)}. If it uses withCors, ${lineOf(obstacle, plan)}; or say middleware: false`,
    );
  }
}

/** Everything about `middleware` and `judgedBy` of a backend that cannot work. */
export function middlewareIssues(
  scope: IConstruct,
  backend: PlannedBackend,
  plan: GatewayPlan,
): readonly SynthIssue[] {
  const { prop, target } = backend;
  if (target.kind !== 'function') return [];
  return [
    ...choiceIssues(`${prop}.judgedBy`, target.judgedBy, JudgedBy),
    ...(target.middleware === undefined || FLAG.isOf(target.middleware)
      ? []
      : [{ prop: `${prop}.middleware`, value: target.middleware, rule: FLAG.rule, fix: FLAG.fix }]),
    ...givenIssues(scope, backend, plan),
    ...judgeIssues(scope, backend, plan),
  ];
}

/** A function that was asked for, and cannot be given what `withCors` needs. */
function givenIssues(
  scope: IConstruct,
  { prop, target }: PlannedBackend,
  plan: GatewayPlan,
): readonly SynthIssue[] {
  if (target.kind !== 'function' || target.middleware !== true) return [];
  const own = functionBehind(target.handler);
  if (own === undefined) {
    const rule = 'the environment of an imported function cannot be set here';
    const fix =
      'set the middlewareEnvironment of the allowlist where the function is defined, and leave middleware out';
    return [{ prop: `${prop}.middleware`, value: true, rule, fix }];
  }
  if (!makesCycle(own, placesOf(scope, plan))) return [];
  return [
    {
      prop: `${prop}.middleware`,
      value: own.node.path,
      rule: 'the stack of the function would need the table of this stack, which needs the function',
      fix: "make the function in the gateway's stack, or a CorsAllowlist in the function's and name it as existingTable",
    },
  ];
}

/** A function that should judge, and cannot. */
function judgeIssues(
  scope: IConstruct,
  { prop, target }: PlannedBackend,
  plan: GatewayPlan,
): readonly SynthIssue[] {
  if (target.kind !== 'function' || target.judgedBy !== MIDDLEWARE) return [];
  if (target.middleware === false) {
    const rule = 'nothing would judge the requests to the function';
    return [{ prop: `${prop}.middleware`, value: false, rule, fix: 'leave middleware or judgedBy out' }];
  }
  if (obstacleOf(target.handler, placesOf(scope, plan)) !== 'language') return [];
  return [
    {
      prop: `${prop}.judgedBy`,
      value: target.judgedBy,
      rule: `withCors is for Node.js, and ${target.handler.node.path} runs on ${runtimeOf(target.handler)}`,
      fix: 'leave judgedBy out: the authorizer judges, and the function sets the headers from its context',
    },
  ];
}

function runtimeOf(handler: Parameters<typeof functionBehind>[0]): string {
  return functionBehind(handler)?.runtime.name ?? 'another runtime';
}

function placesOf(scope: IConstruct, { props: { existingTable } }: GatewayPlan): Places {
  return { api: scope, table: existingTable === undefined ? scope : undefined };
}

function reasonOf(obstacle: Exclude<Obstacle, 'language'>): string {
  const reasons = {
    imported: 'it is imported',
    image: 'its runtime is not known',
    stack: 'it is in another stack',
  };
  return reasons[obstacle];
}

function lineOf(obstacle: Exclude<Obstacle, 'language'>, { props }: GatewayPlan): string {
  if (obstacle === 'imported') {
    return 'set gateway.allowlist.middlewareEnvironment where it is defined, and call gateway.allowlist.grantRead(fn)';
  }
  if (obstacle === 'image' || props.existingTable !== undefined) {
    return 'write CorsBackend.lambdaFunction(fn, { middleware: true })';
  }
  return (
    'make it in the stack of the gateway, or name the table (tableName) and write in the stack of the function: ' +
    "CorsAllowlist.fromCorsAllowlistAttributes(this, 'Allowlist', { tableArn, endpoints }).grantMiddleware(fn)"
  );
}
