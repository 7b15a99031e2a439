import type { Stack } from 'aws-cdk-lib';
import { Alias, CfnFunction, Function as LambdaFunction, Version } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { TABLE_NAME } from '../../../contract';
import { membersOf } from '../deployed/deployed-resource';
import { placesOf } from '../deployed/place';
import { constructAt, pointerOf, withPointers } from '../deployed/references';
import { functionBehind } from './middleware-function';

const ATTRIBUTES = ['.Arn', '.Ref'];
const SUBSTITUTES = /\$\{([A-Za-z0-9]+(?:\.[A-Za-z0-9]+)?)\}/g;
/** CloudFormation's own forms that name an element of a stack. */
const NAMING = new Set(['Ref', 'Fn::GetAtt', 'Fn::If', 'Fn::ImportValue']);

/** A function of the app, as its template defines it. */
export interface AppFunction {
  readonly resource: CfnFunction;
  /** The construct around it; undefined for a resource that is written by itself. */
  readonly handler: LambdaFunction | undefined;
}

/**
 * The functions of the app that a value names, each once: by reference, by logical id, in a text, through nested stacks and
 * exports, and behind an alias or a version.
 *
 * @param stack where the value is written
 * @param value with pointers, such as the URI of an integration
 */
export function functionsIn(stack: Stack, value: unknown): readonly AppFunction[] {
  const found = new Map(
    namesIn(value)
      .flatMap((name) => placesOf(stack, name))
      .flatMap((place) => functionAt(stack, place))
      .map((one) => [one.resource, one]),
  );
  return [...found.values()];
}

/** Whether the environment of a function will have what `withCors` reads, whoever sets it. */
export function hasMiddlewareEnvironment(found: AppFunction): boolean {
  return hasVariable(found, TABLE_NAME);
}

/** Whether the environment of a function will have a variable. */
export function hasVariable({ resource }: AppFunction, name: string): boolean {
  const { Resources } = withPointers(resource, resource._toCloudFormation()) as {
    readonly Resources?: Readonly<
      Record<string, { readonly Properties?: Readonly<Record<string, unknown>> }>
    >;
  };
  return Object.values(Resources ?? {}).some(
    ({ Properties = {} }) => membersOf(membersOf(Properties['Environment'])['Variables'])[name] !== undefined,
  );
}

/** The parts of a value that name something. */
function namesIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  if (pointerOf(value) !== undefined) return [value];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (NAMING.has(key)) return [value];
    if (key !== 'Fn::Sub') return namesIn(inner);
    const [text, variables] = Array.isArray(inner) ? (inner as unknown[]) : [inner];
    const substitutes = String(text).match(SUBSTITUTES) ?? [];
    return [...substitutes.map((one) => ({ 'Fn::Sub': one })), ...namesIn(variables)];
  });
}

function functionAt(stack: Stack, place: string): readonly AppFunction[] {
  const attribute = ATTRIBUTES.find((end) => place.endsWith(end));
  const element = attribute === undefined ? undefined : constructAt(stack, place.slice(0, -attribute.length));
  if (element === undefined) return [];
  const handler = functionAround(element.node.scope);
  const resource = handler?.node.defaultChild ?? element;
  return resource instanceof CfnFunction ? [{ resource, handler }] : [];
}

function functionAround(scope: IConstruct | undefined): LambdaFunction | undefined {
  const isFunction = scope instanceof LambdaFunction || scope instanceof Alias || scope instanceof Version;
  return isFunction ? functionBehind(scope as Parameters<typeof functionBehind>[0]) : undefined;
}
