import { AuthorizationType, CfnMethod, Method, type IResource } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import { PREFLIGHT_METHOD } from '../api/preflight';
import { givenProperty } from '../deployed/deployed-resource';
import { ConstructMark } from '../synth/construct-mark';

/** A method that requests are judged for, and the resource that is deployed for it. */
export interface ProtectedMethod {
  readonly method: Method;
  readonly resource: CfnMethod;
}

/** The methods of an API or of a part of it, save those that answer `OPTIONS`. */
export function methodsBelow(target: IConstruct): readonly ProtectedMethod[] {
  return allMethodsBelow(target).flatMap((method) => {
    const resource = method.node.defaultChild;
    return method.httpMethod !== PREFLIGHT_METHOD && resource instanceof CfnMethod
      ? [{ method, resource }]
      : [];
  });
}

/** The `OPTIONS` methods of an API or of a part of it. */
export function preflightsBelow(target: IConstruct): readonly Method[] {
  return allMethodsBelow(target).filter(({ httpMethod }) => httpMethod === PREFLIGHT_METHOD);
}

/** Methods and resources can be made in any scope of the app, hence the whole of it. */
function allMethodsBelow(target: IConstruct): readonly Method[] {
  return target.node.root.node
    .findAll()
    .filter((child) => child instanceof Method)
    .filter((method) => placesOf(method).includes(target));
}

/** A method, its scopes, its resource, those above it, and its API; the nearest first. */
export function placesOf({ node, api, resource }: Method): readonly IConstruct[] {
  const places: IConstruct[] = [...node.scopes].reverse();
  for (let at: IResource | undefined = resource; at !== undefined; at = parentOf(at)) places.push(at);
  return [...places, api];
}

/** The resource above another one. An imported one throws, because it does not know it. */
function parentOf(resource: IResource): IResource | undefined {
  try {
    return resource.parentResource;
  } catch {
    return undefined;
  }
}

/** Who judges the requests to a method: our authorizer, or `withCors` in its function. */
export type Judge = 'authorizer' | 'middleware';

const judged = new ConstructMark<Judge>('judged');

/** Says that a method has been asked to be protected, and who judges there. */
export function markJudged(method: IConstruct, judge: Judge = 'authorizer'): void {
  judged.set(method, judge);
}

/** Who judges the requests to a method; undefined where nobody has been asked to. */
export function judgeOf(method: IConstruct): Judge | undefined {
  return judged.get(method);
}

/** Whether a method has no authorizer of its own. */
export function isOpen(method: ProtectedMethod): boolean {
  const none: string = AuthorizationType.NONE;
  return authorizationOf(method) === none;
}

/** The kind of authorizer that a method has, as overrides say. */
export function authorizationOf({ resource }: ProtectedMethod): string {
  const type = givenProperty(resource, 'AuthorizationType') ?? AuthorizationType.NONE;
  return typeof type === 'string' ? type.toUpperCase() : 'known only at deployment';
}

/** A method as people call it: `GET /orders`. */
export function nameOf({ method }: ProtectedMethod): string {
  return `${method.httpMethod} ${method.resource.path}`;
}
