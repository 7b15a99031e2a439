import type { CfnResource, Stack } from 'aws-cdk-lib';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { ICorsAllowlist } from '../../i-cors-allowlist';
import { JudgedBy } from '../../judged-by';
import { withPointers } from '../deployed/references';
import { functionsIn, type AppFunction } from '../functions/functions-in';
import { isNode, makesCycle } from '../functions/middleware-function';
import type { SynthIssue } from '../synth/synth-error';
import { givenIntegration } from './answers/mapped-method';
import type { Integration } from './answers/integration';
import type { Judge } from './protected-method';

/** The options that decide who judges. */
export interface JudgeOptions {
  readonly judgedBy?: JudgedBy;
  readonly keepAuthorizers?: boolean;
}

/**
 * Who judges at a method or an operation. A method has only one authorizer, so where it has its own, only `withCors` can.
 *
 * @param isKept whether it has an authorizer of its own
 */
export function judgeFor({ judgedBy }: JudgeOptions, isKept: boolean, isExcluded: boolean): Judge {
  if (isExcluded) return 'authorizer';
  return isKept || judgedBy === JudgedBy.MIDDLEWARE ? 'middleware' : 'authorizer';
}

/** The judge that is agreed for a method, whatever becomes of its authorizer: one that is kept must stay what it is. */
export function agreedJudge({ judgedBy }: JudgeOptions, judge: Judge): Judge {
  return judgedBy === JudgedBy.MIDDLEWARE ? judge : 'authorizer';
}

/** Whether a method may keep an authorizer of its own. */
export function keepsAuthorizers({ judgedBy, keepAuthorizers }: JudgeOptions): boolean {
  return keepAuthorizers === true || judgedBy === JudgedBy.MIDDLEWARE;
}

/** The functions behind a method, as it stands now. */
export function functionsBehind(resource: CfnResource): readonly AppFunction[] {
  return functionsIn(resource.stack, withPointers(resource, givenIntegration(resource)));
}

/**
 * Everything that keeps `withCors` from being the judge of a method or an operation.
 *
 * @param isKept whether it has an authorizer of its own
 */
export function middlewareIssues(
  prop: string,
  { type, transferMode }: Pick<Integration, 'type' | 'transferMode'>,
  functions: readonly AppFunction[],
  isKept: boolean,
): readonly SynthIssue[] {
  const why = isKept ? 'it has its own authorizer, so only withCors could judge' : 'withCors should judge';
  const fix = isKept
    ? 'exclude it with excludeAs: Excluded.UNTOUCHED'
    : 'exclude it, so that the authorizer refuses pages; or leave judgedBy out';
  if (type !== 'AWS_PROXY') {
    return [{ prop, value: type, rule: `${why}, and no function with withCors is behind it`, fix }];
  }
  if (transferMode !== undefined && transferMode !== 'BUFFERED') {
    const rule = `${why}, and it does not wrap functions that stream their answers yet`;
    return [{ prop: `responseTransferMode of ${prop}`, value: transferMode, rule, fix }];
  }
  return functions.filter(isForeign).map(({ resource, handler }) => ({
    prop,
    value: handler?.runtime.name ?? resource.runtime,
    rule: `${why}, and it is for functions on Node.js, which ${(handler ?? resource).node.path} is not`,
    fix,
  }));
}

/** Whether a function is known to be in another language. An image says nothing. */
export function isForeign({ handler, resource }: AppFunction): boolean {
  if (handler === undefined) return resource.runtime !== undefined && !resource.runtime.startsWith('nodejs');
  return handler.runtime.name !== Runtime.FROM_IMAGE.name && !isNode(handler.runtime);
}

/**
 * Gives functions what `withCors` needs, where that makes no cycle between stacks; the check after the aspects names the others.
 *
 * @param api in the stack of the methods that lead to them
 */
export function giveMiddleware(
  allowlist: IConstruct & ICorsAllowlist,
  api: IConstruct,
  functions: readonly AppFunction[],
): void {
  for (const { handler } of functions) {
    if (handler === undefined || makesCycle(handler, { api, table: allowlist })) continue;
    allowlist.grantMiddleware(handler);
  }
}

/** The functions that a part of a document refers to. */
export function functionsOfDocument(stack: Stack, api: IConstruct, value: unknown): readonly AppFunction[] {
  return functionsIn(stack, withPointers(api, value));
}
