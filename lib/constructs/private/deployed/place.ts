import { CfnOutput, CfnParameter, CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { constructAt, pointerOf, withPointers } from './references';

/**
 * The thing that a value names, as the same text for every way to name it: by reference, through the parameter or the output of a nested stack,
 * through an export, or by a literal id.
 */
export type Place = string;

/** The attribute of an API that says the same as its `Ref`. */
const API_ID = 'RestApiId';
const REF = '.Ref';
const SUBSTITUTE = /^\$\{([A-Za-z0-9]+)(?:\.([A-Za-z0-9.]+))?\}$/;

/**
 * The places that a value may name: one, or one for each branch of an `Fn::If`.
 *
 * @param stack where the value is written
 * @param value with pointers
 */
export function placesOf(stack: Stack, value: unknown): readonly Place[] {
  if (typeof value === 'string') return [`=${value}`];
  if (typeof value !== 'object' || value === null) return [];
  const pointer = pointerOf(value);
  if (pointer !== undefined) return elementPlaces(constructAt(stack, pointer.path), pointer.attribute, value);
  const [[name, inner] = []] = Object.entries(value) as [string, unknown][];
  return intrinsicPlaces(stack, name, inner) ?? [JSON.stringify(value)];
}

/** The place that a value names; of an `Fn::If` its first. */
export function placeOf(stack: Stack, value: unknown): Place | undefined {
  return placesOf(stack, value)[0];
}

/** The element of the tree at a place; undefined for what only CloudFormation knows. */
export function constructOf(scope: IConstruct, place: Place): IConstruct | undefined {
  return place.endsWith(REF) ? constructAt(scope, place.slice(0, -REF.length)) : undefined;
}

function intrinsicPlaces(stack: Stack, name = '', inner: unknown): readonly Place[] | undefined {
  switch (name) {
    case 'Ref':
      return named(stack, inner, 'Ref');
    case 'Fn::GetAtt': {
      const [id, ...attribute] = Array.isArray(inner) ? (inner as unknown[]) : String(inner).split('.');
      return named(stack, id, attribute.join('.'));
    }
    case 'Fn::Sub': {
      const text: unknown = Array.isArray(inner) ? inner[0] : inner;
      if (typeof text !== 'string') return placesOf(stack, text);
      const [, id, attribute = 'Ref'] = SUBSTITUTE.exec(text) ?? [];
      return named(stack, id, attribute);
    }
    case 'Fn::Join': {
      const [, parts] = inner as readonly unknown[];
      return Array.isArray(parts) && parts.length === 1 ? placesOf(stack, parts[0]) : undefined;
    }
    case 'Fn::If': {
      const [, ...branches] = inner as readonly unknown[];
      return branches.flatMap((branch) => placesOf(stack, branch));
    }
    case 'Fn::ImportValue':
      return exported(stack, inner);
    default:
      return undefined;
  }
}

/** An element of the stack by its logical id, as templates and overrides name it. */
function named(stack: Stack, id: unknown, attribute: string): readonly Place[] | undefined {
  // `AWS::Region` and its like are in every URI, and no element has such an id.
  if (typeof id !== 'string' || id.includes(':')) return undefined;
  const element = stack.node
    .findAll()
    .filter((child) => child instanceof CfnResource || child instanceof CfnParameter)
    .find((child) => child.stack === stack && !isDeployment(child) && stack.resolve(child.logicalId) === id);
  return element === undefined ? undefined : elementPlaces(element, attribute, undefined);
}

/** The logical id of a deployment is a hash of what it deploys, so it cannot be asked for while that is read. */
function isDeployment(element: IConstruct): boolean {
  return element instanceof CfnResource && element.cfnResourceType === 'AWS::ApiGateway::Deployment';
}

function elementPlaces(element: IConstruct | undefined, attribute: string, value: unknown): readonly Place[] {
  if (element === undefined) return [JSON.stringify(value)];
  const stack = Stack.of(element);
  if (element instanceof CfnParameter) return parameterPlaces(stack, element);
  const nested = attribute.startsWith('Outputs.') ? nestedStackOf(element) : undefined;
  if (nested !== undefined) return outputPlaces(nested, attribute.slice('Outputs.'.length));
  return [`${element.node.path}.${attribute === API_ID ? 'Ref' : attribute}`];
}

function parameterPlaces(stack: Stack, parameter: CfnParameter): readonly Place[] {
  const given = parametersOf(stack)[String(stack.resolve(parameter.logicalId))];
  const parent = stack.nestedStackParent;
  if (given !== undefined && parent !== undefined) return placesOf(parent, given);
  // Each stack that reads an SSM parameter has a parameter of its own for it.
  const isSsm = parameter.type.startsWith('AWS::SSM::Parameter::Value');
  return [isSsm ? `ssm:${String(parameter.default)}` : `${parameter.node.path}.Ref`];
}

/** The values that the parent of a nested stack hands to its parameters. */
function parametersOf({ nestedStackResource: resource }: Stack): Readonly<Record<string, unknown>> {
  if (resource === undefined || !('parameters' in resource)) return {};
  return (withPointers(resource, resource.parameters) ?? {}) as Record<string, unknown>;
}

function nestedStackOf(element: IConstruct): Stack | undefined {
  return Stack.of(element)
    .node.findAll()
    .filter((child) => child instanceof Stack)
    .find((stack) => stack.nestedStackResource === element);
}

function outputPlaces(stack: Stack, name: string): readonly Place[] {
  const output = outputsBelow(stack).find((one) => stack.resolve(one.logicalId) === name);
  return output === undefined
    ? [`${stack.node.path}.Outputs.${name}`]
    : placesOf(stack, withPointers(output, output.value));
}

function exported(stack: Stack, name: unknown): readonly Place[] | undefined {
  const output = outputsBelow(stack.node.root).find(
    ({ stack: home, exportName }) =>
      exportName !== undefined && JSON.stringify(home.resolve(exportName)) === JSON.stringify(name),
  );
  return output === undefined ? undefined : placesOf(output.stack, withPointers(output, output.value));
}

function outputsBelow(scope: IConstruct): readonly CfnOutput[] {
  return scope.node.findAll().filter((child) => child instanceof CfnOutput);
}
