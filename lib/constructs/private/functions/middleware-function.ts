import { Stack } from 'aws-cdk-lib';
import {
  Alias,
  Function as LambdaFunction,
  Runtime,
  RuntimeFamily,
  Version,
  type IFunction,
} from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { ICorsAllowlist } from '../../i-cors-allowlist';
import { ConstructMark } from '../synth/construct-mark';

const grantor = new ConstructMark<IConstruct & ICorsAllowlist>('grantor');

/** The allowlist that gave a function what `withCors` needs, the last one of several. */
export function grantorOf(handler: IConstruct): (IConstruct & ICorsAllowlist) | undefined {
  return grantor.get(handler);
}

/** Says that an allowlist has given a function what `withCors` needs. */
export function markGrantor(handler: IConstruct, allowlist: IConstruct & ICorsAllowlist): void {
  grantor.set(handler, allowlist);
}

/** The function of this app whose code runs, also behind an alias or a version; undefined for an imported one. */
export function functionBehind(handler: IFunction): LambdaFunction | undefined {
  if (handler instanceof LambdaFunction) return handler;
  return handler instanceof Alias || handler instanceof Version ? functionBehind(handler.lambda) : undefined;
}

/**
 * The reason for which a function is not given what `withCors` needs unless somebody asks for it:
 *
 * - `language`: it cannot use `withCors`, which is for Node.js
 * - `imported`: its environment cannot be set here, and nobody knows its language
 * - `image`: nobody knows its language
 * - `stack`: it is in another stack than the methods that lead to it, or its stack would need the table of a stack that
 *   needs the function
 */
export type Obstacle = 'language' | 'imported' | 'image' | 'stack';

/** The places that are needed to know whether a grant makes a cycle. */
export interface Places {
  /** In the stack of the methods that lead to the function. */
  readonly api: IConstruct;
  /** In the stack that makes the table; undefined for a table that exists. */
  readonly table: IConstruct | undefined;
}

/** The obstacle of a function; undefined where nothing is in the way. */
export function obstacleOf(handler: IFunction, places: Places): Obstacle | undefined {
  const own = functionBehind(handler);
  if (own === undefined) return 'imported';
  if (own.runtime.name === Runtime.FROM_IMAGE.name) return 'image';
  if (!isNode(own.runtime)) return 'language';
  return outermost(own) !== outermost(places.api) || makesCycle(own, places) ? 'stack' : undefined;
}

/** Whether the stack of a function would need the table of a stack that needs the function. */
export function makesCycle(handler: LambdaFunction, { api, table }: Places): boolean {
  if (table === undefined) return false;
  // Stacks that are deployed by themselves need each other as a whole.
  if (outermost(handler) !== outermost(table)) return outermost(api) === outermost(table);
  const home = Stack.of(table);
  return isWithin(Stack.of(api), home) && !isWithin(Stack.of(handler), home);
}

/** Whether a runtime is Node.js. One that is newer than the CDK is known by its name alone. */
export function isNode({ family, name }: Runtime): boolean {
  return family === RuntimeFamily.NODEJS || name.startsWith('nodejs');
}

/** The stack that is deployed by itself; nested ones come and go with it. */
function outermost(construct: IConstruct): Stack {
  const stack = Stack.of(construct);
  return stack.nestedStackParent === undefined ? stack : outermost(stack.nestedStackParent);
}

/** Whether a stack is another one, or is nested in it at any depth. */
function isWithin(stack: Stack, other: Stack): boolean {
  if (stack === other) return true;
  return stack.nestedStackParent !== undefined && isWithin(stack.nestedStackParent, other);
}
