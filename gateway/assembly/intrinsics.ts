import { isJsonObject, type JsonObject } from '../json';

/** The values that intrinsic functions look up. Each member throws when there is no such value. */
export interface IntrinsicScope {
  /** `Ref`: of a resource, a parameter or a pseudo parameter. */
  ref(name: string): string;
  /** `Fn::GetAtt`. */
  attribute(logicalId: string, attribute: string): string;
  /** `Fn::FindInMap`. */
  mapping(map: string, topKey: string, secondKey: string): unknown;
  /** A condition of the template, by its name. */
  condition(name: string): boolean;
  /** `Fn::ImportValue`: what a stack exports under this name. */
  imported(name: string): string;
}

/** A function of the template language that is not known here, or arguments that do not fit it. */
export class IntrinsicError extends Error {
  override readonly name = 'IntrinsicError';
}

/**
 * The value with every intrinsic function in it replaced by its result.
 *
 * Knows `Ref`, `Fn::GetAtt`, `Fn::Join`, `Fn::Sub`, `Fn::Select`, `Fn::Split`, `Fn::FindInMap`, `Fn::ImportValue`,
 * `Fn::Base64`, `Fn::If` and the functions of conditions; any other function throws {@link IntrinsicError}, so that a
 * value is never half resolved in silence. A member or an item that is `AWS::NoValue` is left out.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolveIntrinsics(value: unknown, scope: IntrinsicScope): unknown {
  if (Array.isArray(value))
    return value.map((item) => resolveIntrinsics(item, scope)).filter((item) => item !== undefined);
  if (!isJsonObject(value)) return value;
  const call = intrinsicCall(value);
  if (call !== undefined) return evaluate(call.name, call.argument, scope);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, resolveIntrinsics(item, scope)] as const)
      .filter(([, item]) => item !== undefined),
  );
}

/** Whether a condition holds: `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not`, or the name of another one. */
export function isTrue(condition: unknown, scope: IntrinsicScope): boolean {
  const call = isJsonObject(condition) ? intrinsicCall(condition) : undefined;
  const all = (): unknown[] => (Array.isArray(call?.argument) ? call.argument : []);
  switch (call?.name) {
    case 'Condition':
      return scope.condition(text(call.argument, 'Condition'));
    case 'Fn::Equals': {
      const [one, other] = list(resolveIntrinsics(call.argument, scope), 'Fn::Equals', 2);
      return JSON.stringify(one) === JSON.stringify(other);
    }
    case 'Fn::Not':
      return !isTrue(list(call.argument, 'Fn::Not', 1)[0], scope);
    case 'Fn::And':
      return all().every((part) => isTrue(part, scope));
    case 'Fn::Or':
      return all().some((part) => isTrue(part, scope));
    default:
      throw new IntrinsicError(`${JSON.stringify(condition)} is not a condition that is known here`);
  }
}

function intrinsicCall(value: JsonObject): { name: string; argument: unknown } | undefined {
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return undefined;
  const [name, argument] = entry;
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::') ? { name, argument } : undefined;
}

function evaluate(name: string, argument: unknown, scope: IntrinsicScope): unknown {
  switch (name) {
    case 'Ref':
      return argument === 'AWS::NoValue' ? undefined : scope.ref(text(argument, name));
    case 'Fn::If': {
      const [condition, whenTrue, whenFalse] = list(argument, name, 3);
      return resolveIntrinsics(scope.condition(text(condition, name)) ? whenTrue : whenFalse, scope);
    }
    case 'Fn::ImportValue':
      return scope.imported(text(resolveIntrinsics(argument, scope), name));
    case 'Fn::Base64':
      return Buffer.from(text(resolveIntrinsics(argument, scope), name)).toString('base64');
    case 'Fn::GetAtt':
      return attributeOf(argument, scope);
    case 'Fn::Join': {
      const [separator, parts] = list(argument, name, 2);
      return strings(resolveIntrinsics(parts, scope), name).join(text(separator, name));
    }
    case 'Fn::Split': {
      const [separator, source] = list(argument, name, 2);
      return text(resolveIntrinsics(source, scope), name).split(text(separator, name));
    }
    case 'Fn::Select': {
      const [index, items] = list(resolveIntrinsics(argument, scope), name, 2);
      const selected = Array.isArray(items) ? (items[Number(index)] as unknown) : undefined;
      if (selected === undefined) throw new IntrinsicError(`${name}: no item ${JSON.stringify(index)}`);
      return selected;
    }
    case 'Fn::FindInMap': {
      const [map, topKey, secondKey] = list(resolveIntrinsics(argument, scope), name, 3);
      const found = scope.mapping(text(map, name), text(topKey, name), text(secondKey, name));
      return resolveIntrinsics(found, scope);
    }
    case 'Fn::Sub':
      return substitute(argument, scope);
    default:
      throw new IntrinsicError(`the function ${name} is not known to the local gateway`);
  }
}

function attributeOf(argument: unknown, scope: IntrinsicScope): string {
  const name = 'Fn::GetAtt';
  const dot = typeof argument === 'string' ? argument.indexOf('.') : -1;
  const parts =
    typeof argument === 'string' && dot > 0 ? [argument.slice(0, dot), argument.slice(dot + 1)] : argument;
  const [logicalId, attribute] = list(parts, name, 2);
  return scope.attribute(text(logicalId, name), text(attribute, name));
}

const PLACEHOLDER = /\$\{(!?)([^}]*)\}/g;

function substitute(argument: unknown, scope: IntrinsicScope): string {
  const [template, variables] = Array.isArray(argument) ? list(argument, 'Fn::Sub', 2) : [argument, {}];
  const own = resolveIntrinsics(variables, scope);
  if (!isJsonObject(own)) throw new IntrinsicError('Fn::Sub: must have a map of variables');
  return text(template, 'Fn::Sub').replace(PLACEHOLDER, (_match, escaped: string, name: string) => {
    if (escaped === '!') return `\${${name}}`;
    if (Object.hasOwn(own, name)) return text(own[name], 'Fn::Sub');
    return name.includes('.') ? attributeOf(name, scope) : scope.ref(name);
  });
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new IntrinsicError(`${name} must have a text, got ${JSON.stringify(value)}`);
}

function strings(value: unknown, name: string): string[] {
  if (!Array.isArray(value)) throw new IntrinsicError(`${name} must have a list`);
  return value.map((item) => text(item, name));
}

function list(value: unknown, name: string, length: number): unknown[] {
  if (Array.isArray(value) && value.length === length) return value;
  throw new IntrinsicError(`${name} must have a list of ${length}, got ${JSON.stringify(value)}`);
}
