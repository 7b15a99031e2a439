import { Annotations } from 'aws-cdk-lib';
import { AuthorizationType, type IRestApi, type Method, type RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { CorsProtectOptions } from '../../cors-protect-options';
import { authorizerOf, existingAuthorizer } from '../api/cors-authorizer';
import { deploymentsOf } from '../api/deployments';
import { addVerdictResponses, openOrigin } from '../api/gateway-responses';
import { gatewayResponsesOf } from '../api/problem-responses';
import { addPreflight, answererOf, PREFLIGHT_METHOD } from '../api/preflight';
import {
  isOpen,
  methodIssues,
  methodsBelow,
  nameOf,
  preflightsBelow,
  type ProtectedMethod,
} from './protected-method';
import { isImported } from './protection-target';
import { stageCacheIssues } from './stage-cache';
import { issueText, throwIssues, type SynthIssue } from '../synth/synth-error';

/** Methods that an allowlist has been asked to protect. */
const judged = new WeakSet<Method>();

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
  // What this allowlist judges already stays as it is, so that parts of an API may overlap.
  const own = existingAuthorizer(api as IRestApi, evaluator)?.ref;
  const isOwn = ({ resource }: ProtectedMethod): boolean =>
    own !== undefined && resource.authorizerId === own;
  const preflightsBefore = preflightsBelow(target);
  throwIssues(scope, [
    ...emptyIssues(target, targets),
    ...targets.flatMap((one) => methodIssues(one, keepAuthorizers || isOwn(one))),
    ...preflightsBefore.filter((method) => answererOf(method) !== evaluator).map(preflightIssue),
    ...responseIssues(api),
    ...stageCacheIssues(api, targets),
  ]);
  for (const { method, resource } of targets) {
    judged.add(method);
    if (!isOpen({ method, resource })) continue;
    resource.authorizationType = AuthorizationType.CUSTOM;
    resource.authorizerId = authorizerOf(api as IRestApi, evaluator).authorizerId;
  }
  // The preflights that come with it also make the new deployment that the changed methods need.
  const answered = new Set(preflightsBefore.map(({ resource }) => resource));
  const preflights = [...new Set(targets.map(({ method }) => method.resource))]
    .filter((resource) => !answered.has(resource))
    .map((resource) => addPreflight(resource, evaluator));
  if (gatewayResponses) addVerdictResponses(api);
  if (isImported(api)) deployOutside(scope, api, targets, preflights);
  scope.node.addValidation({ validate: () => lateIssues(target, api).map(issueText) });
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
function preflightIssue({ node, resource: { path } }: Method): SynthIssue {
  return {
    prop: `${PREFLIGHT_METHOD} ${path}`,
    value: node.path,
    rule: 'preflights are answered by the allowlist',
    fix: 'leave defaultCorsPreflightOptions, addCorsPreflight() and OPTIONS methods out',
  };
}

/** A gateway response that lets origins in without a verdict. */
function responseIssues(api: RestApiBase): readonly SynthIssue[] {
  return gatewayResponsesOf(api).flatMap(({ responseType, responseParameters = {} }) =>
    responseIssue(responseType, responseParameters),
  );
}

/** A gateway response, of an API or in a document, that lets origins in without a verdict. */
export function responseIssue(type: string, parameters: object): readonly SynthIssue[] {
  const value = openOrigin({ ...parameters });
  if (value === undefined) return [];
  const rule = 'an error that comes before a verdict lets an origin read it';
  const fix = 'leave Access-Control-Allow-Origin out of it';
  return [{ prop: `gateway response ${type}`, value, rule, fix }];
}

/** What was done to an API after it was protected, and would take the protection off again. */
function lateIssues(target: IConstruct, api: RestApiBase): readonly SynthIssue[] {
  return [
    ...methodsBelow(target)
      .filter(({ method }) => !judged.has(method))
      .map((late) => ({
        prop: nameOf(late),
        value: late.method.node.path,
        rule: 'was added after protect(), so nothing judges its requests',
        fix: 'call protect() once all methods are there',
      })),
    ...preflightsBelow(target)
      .filter((method) => answererOf(method) === undefined)
      .map(preflightIssue),
    ...responseIssues(api),
    ...repeatedIssues(api),
  ];
}

/** Two answers to one error, of which CloudFormation can make one alone. */
function repeatedIssues(api: RestApiBase): readonly SynthIssue[] {
  const seen = new Set<string>();
  return gatewayResponsesOf(api).flatMap(({ node, responseType }) => {
    if (!seen.has(responseType)) {
      seen.add(responseType);
      return [];
    }
    const rule = 'the API has an answer to this error already, which protect() has given it';
    const fix = 'add it before protect(), which leaves it as it is, or say gatewayResponses: false';
    return [{ prop: `gateway response ${responseType}`, value: node.path, rule, fix }];
  });
}
