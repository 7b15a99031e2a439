import {
  AuthorizationType,
  CfnMethod,
  IntegrationType,
  Method,
  type IResource,
} from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import { PREFLIGHT_METHOD } from '../api/preflight';
import type { SynthIssue } from '../synth/synth-error';

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
    .filter((method) => method.node.scopes.includes(target) || placesOf(method).includes(target));
}

/** The API of a method, its resource, and those above it. */
function placesOf({ api, resource }: Method): readonly IConstruct[] {
  const places: IConstruct[] = [api];
  for (let at: IResource | undefined = resource; at !== undefined; at = at.parentResource) places.push(at);
  return places;
}

/** Whether a method has no authorizer of its own. */
export function isOpen({ resource }: ProtectedMethod): boolean {
  const none: string = AuthorizationType.NONE;
  return (resource.authorizationType ?? none) === none;
}

/** A method as people call it: `GET /orders`. */
export function nameOf({ method }: ProtectedMethod): string {
  return `${method.httpMethod} ${method.resource.path}`;
}

/** What keeps a method from being protected. */
export function methodIssues(target: ProtectedMethod, keepAuthorizers: boolean): readonly SynthIssue[] {
  const { authorizationType, integration } = target.resource;
  const type = integration !== undefined && 'type' in integration ? integration.type : undefined;
  return [
    ...(isOpen(target) || keepAuthorizers ? [] : [authorizerIssue(nameOf(target), authorizationType)]),
    ...(type === IntegrationType.AWS_PROXY
      ? []
      : [integrationIssue(nameOf(target), type, 'protect resources with Lambda proxy integrations')]),
  ];
}

/** A method, in an API or in a document, with an authorizer of its own. */
export function authorizerIssue(prop: string, value: unknown): SynthIssue {
  const rule = 'a method has one authorizer alone, and this one has its own';
  const fix = 'use withCors and grantMiddleware() for its function, and say keepAuthorizers: true';
  return { prop, value, rule, fix };
}

/**
 * A method, in an API or in a document, whose answers cannot have the headers.
 *
 * @param fix how the method is left out
 */
export function integrationIssue(prop: string, value: unknown, fix: string): SynthIssue {
  const rule = 'nothing can add the CORS headers to what this integration answers';
  return { prop, value, rule, fix: `${fix}, or use CorsGateway with CorsBackend.http()` };
}
