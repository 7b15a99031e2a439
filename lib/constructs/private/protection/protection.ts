import { Annotations } from 'aws-cdk-lib';
import { AuthorizationType, type Method, type RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import {
  CONTEXT_ALLOW_CREDENTIALS,
  CONTEXT_ALLOW_ORIGIN,
  CONTEXT_EXPOSE_HEADERS,
  CONTEXT_REFUSED,
} from '../../../contract';
import type { CorsProtectOptions } from '../../cors-protect-options';
import { asRestApi } from '../api/as-rest-api';
import { apiPlaceIssues, authorizerOf, existingAuthorizer, isOurAuthorizer } from '../api/cors-authorizer';
import { deploymentsOf } from '../api/deployments';
import { addVerdictResponses } from '../api/gateway-responses';
import { addPreflight, answererOf } from '../api/preflight';
import {
  isOpen,
  markJudged,
  methodsBelow,
  nameOf,
  preflightsBelow,
  type ProtectedMethod,
} from './protected-method';
import { emptyIssues, lateIssues, methodIssues, preflightIssue, responseIssues } from './protection-issues';
import { isImported } from './protection-target';
import { stageCacheIssues } from './stage-cache';
import { issueText, throwIssues } from '../synth/synth-error';

/**
 * Puts an authorizer on the methods of an API, or of a part of it, and lets the evaluator answer their preflights.
 *
 * @param scope the construct whose path errors name
 */
export function protect(
  scope: IConstruct,
  target: IConstruct,
  api: RestApiBase,
  evaluator: IFunction,
  { keepAuthorizers = false, gatewayResponses = !isImported(api) }: CorsProtectOptions,
): void {
  // Before anything asks for the ARN of the evaluator, which would give the function a name.
  throwIssues(scope, apiPlaceIssues('target', api, evaluator));
  const targets = methodsBelow(target);
  // Methods that this allowlist judges already stay as they are, so that parts of an API may overlap.
  const own = existingAuthorizer(asRestApi(api), evaluator)?.ref;
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
    markJudged(method);
    if (!isOpen({ method, resource })) continue;
    resource.authorizationType = AuthorizationType.CUSTOM;
    resource.authorizerId = authorizerOf(asRestApi(api), evaluator).authorizerId;
  }
  // The preflights that come with it also make the new deployment that the changed methods need.
  const answered = new Set(preflightsBefore.map(({ resource }) => resource));
  const preflights = [...new Set(targets.map(({ method }) => method.resource))]
    .filter((resource) => !answered.has(resource))
    .map((resource) => addPreflight(resource, evaluator));
  if (gatewayResponses) {
    addVerdictResponses(api);
    warnOfContext(scope, api, targets);
  }
  if (isImported(api)) deployOutside(scope, api, targets, preflights);
  scope.node.addValidation({ validate: () => lateIssues(target, api).map(issueText) });
}

/** A gateway response cannot tell whose context it maps, so another Lambda authorizer could set the headers of a verdict. */
function warnOfContext(scope: IConstruct, api: RestApiBase, targets: readonly ProtectedMethod[]): void {
  const custom: string = AuthorizationType.CUSTOM;
  const kept = targets.filter(
    ({ resource: { authorizationType, authorizerId = '' } }) =>
      authorizationType === custom && !isOurAuthorizer(api, authorizerId),
  );
  if (kept.length === 0) return;
  Annotations.of(scope).addWarningV2(
    'apigateway-cors-allowlist:keptAuthorizer',
    `${kept.map(nameOf).join(', ')} keep a Lambda authorizer of their own. Gateway responses map its context too: it must not ` +
      `return the keys ${CONTEXT_ALLOW_ORIGIN}, ${CONTEXT_ALLOW_CREDENTIALS}, ${CONTEXT_EXPOSE_HEADERS} and ${CONTEXT_REFUSED}`,
  );
}

/** An imported API does not tell its deployments of methods, so that a change would never be in force. */
function deployOutside(
  scope: IConstruct,
  api: RestApiBase,
  targets: readonly ProtectedMethod[],
  preflights: readonly Method[],
): void {
  const deployments = deploymentsOf(asRestApi(api));
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
