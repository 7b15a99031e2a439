import { IntegrationType, type RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import { openOrigin } from '../api/gateway-responses';
import { PREFLIGHT_METHOD } from '../api/preflight';
import { gatewayResponsesOf } from '../api/problem-responses';
import type { SynthIssue } from '../synth/synth-error';
import { authorizationOf, isOpen, nameOf, type ProtectedMethod } from './protected-method';

/** A target without anything to protect. */
export function emptyIssues(target: IConstruct, targets: readonly unknown[]): readonly SynthIssue[] {
  if (targets.length > 0) return [];
  const rule = 'the target has no methods to protect';
  return [
    { prop: 'target', value: target.node.path, rule, fix: 'call protect() once its methods are there' },
  ];
}

/** An `OPTIONS` method of the user would answer preflights by another list. */
export function preflightIssue(path: string, value: string): SynthIssue {
  return {
    prop: `${PREFLIGHT_METHOD} ${path}`,
    value,
    rule: 'the allowlist must be the only one that answers preflights',
    fix: 'leave defaultCorsPreflightOptions, addCorsPreflight() and OPTIONS methods out',
  };
}

/** A gateway response that lets origins in without a verdict. */
export function responseIssues(api: RestApiBase): readonly SynthIssue[] {
  return gatewayResponsesOf(api).flatMap(({ responseType, responseParameters = {} }) =>
    responseIssue(responseType, responseParameters),
  );
}

/** A gateway response, of an API or in a document, that lets origins in without a verdict. */
export function responseIssue(type: string, parameters: object): readonly SynthIssue[] {
  const value = openOrigin({ ...parameters });
  if (value === undefined) return [];
  const rule = 'an origin could read an error that comes before its verdict';
  const fix = 'leave Access-Control-Allow-Origin out of it';
  return [{ prop: `gateway response ${type}`, value, rule, fix }];
}

/** Everything that keeps a method from being protected. */
export function methodIssues(target: ProtectedMethod, keepAuthorizers: boolean): readonly SynthIssue[] {
  const { integration } = target.resource;
  const type = integration !== undefined && 'type' in integration ? integration.type : undefined;
  return [
    ...(isOpen(target) || keepAuthorizers ? [] : [authorizerIssue(nameOf(target), authorizationOf(target))]),
    ...(type === IntegrationType.AWS_PROXY
      ? []
      : [integrationIssue(nameOf(target), type, 'protect resources with Lambda proxy integrations')]),
  ];
}

/** A method, in an API or in a document, with an authorizer of its own. */
export function authorizerIssue(prop: string, value: unknown): SynthIssue {
  const rule = 'a method has only one authorizer, and this method has its own';
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
