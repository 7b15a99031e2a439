import { Annotations } from 'aws-cdk-lib';
import {
  AuthorizationType,
  CfnGatewayResponse,
  Method,
  type IRestApi,
  type RestApiBase,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { CorsProtectOptions } from '../cors-protect-options';
import { authorizerOf } from './cors-authorizer';
import { deploymentsOf } from './deployments';
import { addVerdictResponses, openOrigin } from './gateway-responses';
import { addPreflight, PREFLIGHT_METHOD } from './preflight';
import { isOpen, methodIssues, methodsBelow, nameOf, type ProtectedMethod } from './protected-method';
import { isImported } from './protection-target';
import { stageCacheIssues } from './stage-cache';
import { issueText, throwIssues, type SynthIssue } from './synth-error';

/**
 * Puts an authorizer on the methods of an API, or of a part of it, and lets the evaluator answer their preflights.
 *
 * @param scope whose path errors name
 */
export function protect(
  scope: IConstruct,
  target: IConstruct,
  api: RestApiBase,
  evaluator: IFunction,
  { keepAuthorizers = false, gatewayResponses = !isImported(api) }: CorsProtectOptions,
): void {
  const targets = methodsBelow(target);
  throwIssues(scope, [
    ...emptyIssues(target, targets),
    ...targets.flatMap((one) => methodIssues(one, keepAuthorizers)),
    ...preflightIssues(target),
    ...responseIssues(api),
    ...stageCacheIssues(api, targets),
  ]);
  for (const { resource } of targets.filter(isOpen)) {
    resource.authorizationType = AuthorizationType.CUSTOM;
    resource.authorizerId = authorizerOf(api as IRestApi, evaluator).authorizerId;
  }
  // The preflights that come with it also make the new deployment that the changed methods need.
  const preflights = [...new Set(targets.map(({ method }) => method.resource))].map((resource) =>
    addPreflight(resource, evaluator),
  );
  if (gatewayResponses) addVerdictResponses(api);
  if (isImported(api)) deployOutside(scope, api, targets, preflights);
  scope.node.addValidation({ validate: () => lateIssues(target, targets).map(issueText) });
}

/** An imported API does not tell its deployments of methods, so that a change would never be in force. */
function deployOutside(
  scope: IConstruct,
  api: RestApiBase,
  targets: readonly ProtectedMethod[],
  preflights: readonly Method[],
): void {
  const deployments = deploymentsOf(api as IRestApi);
  for (const deployment of deployments) {
    deployment.node.addDependency(...targets.map(({ method }) => method), ...preflights);
    for (const one of targets) {
      const { integration, authorizationType } = one.resource;
      deployment.addToLogicalId({ method: nameOf(one), integration, authorizationType });
    }
  }
  if (deployments.length > 0) return;
  Annotations.of(scope).addWarningV2(
    'apigateway-cors-allowlist:importedApiDeployment',
    `${api.node.path} answers at the methods that are added here, and protects them, once it is deployed anew: ` +
      'deploy it in the stack that owns it after this one, or make a Deployment of it here before protect()',
  );
}

function emptyIssues(target: IConstruct, targets: readonly ProtectedMethod[]): readonly SynthIssue[] {
  if (targets.length > 0) return [];
  const rule = 'has no methods that could be protected';
  return [
    { prop: 'target', value: target.node.path, rule, fix: 'call protect() once its methods are there' },
  ];
}

/** An `OPTIONS` method of the API's own would answer preflights by a list of its own. */
function preflightIssues(target: IConstruct): readonly SynthIssue[] {
  return target.node
    .findAll()
    .filter((child) => child instanceof Method)
    .filter(({ httpMethod }) => httpMethod === PREFLIGHT_METHOD)
    .map(({ node, resource: { path } }) => ({
      prop: `${PREFLIGHT_METHOD} ${path}`,
      value: node.path,
      rule: 'preflights are answered by the allowlist',
      fix: 'leave defaultCorsPreflightOptions, addCorsPreflight() and OPTIONS methods out',
    }));
}

/** A gateway response that lets origins in without a verdict. */
function responseIssues(api: RestApiBase): readonly SynthIssue[] {
  return api.node
    .findAll()
    .filter((child) => child instanceof CfnGatewayResponse)
    .flatMap(({ responseType, responseParameters = {} }) => responseIssue(responseType, responseParameters));
}

/** A gateway response, of an API or in a document, that lets origins in without a verdict. */
export function responseIssue(type: string, parameters: object): readonly SynthIssue[] {
  const value = openOrigin({ ...parameters });
  if (value === undefined) return [];
  const rule = 'an error that comes before a verdict lets an origin read it';
  const fix = 'leave Access-Control-Allow-Origin out of it';
  return [{ prop: `gateway response ${type}`, value, rule, fix }];
}

function lateIssues(target: IConstruct, known: readonly ProtectedMethod[]): readonly SynthIssue[] {
  const methods = new Set(known.map(({ method }) => method));
  return methodsBelow(target)
    .filter(({ method }) => !methods.has(method))
    .map((late) => ({
      prop: nameOf(late),
      value: late.method.node.path,
      rule: 'was added after protect(), so nothing judges its requests',
      fix: 'call protect() once all methods are there',
    }));
}
