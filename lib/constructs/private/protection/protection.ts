import { AuthorizationType, type IAuthorizer, type RestApiBase } from 'aws-cdk-lib/aws-apigateway';
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
import { addVerdictResponses } from '../api/gateway-responses';
import { addPreflight, answererOf } from '../api/preflight';
import { apiPlace, resourcePlace } from '../deployed/deployed-api';
import { setProperty } from '../deployed/deployed-resource';
import { bareMethodIssues, bareMethodsBelow, protectBareMethods } from './bare-methods';
import { checkLater } from './check/api-check';
import { coverageOf } from './check/claim';
import {
  isOpen,
  markJudged,
  methodsBelow,
  nameOf,
  preflightsBelow,
  type ProtectedMethod,
} from './protected-method';
import { emptyIssues, methodIssues, preflightIssue, responseIssues } from './protection-issues';
import { isImported } from './protection-target';
import { throwIssues } from '../synth/synth-error';
import { warn } from '../synth/warning';

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
  const known = [
    ...targets.map(({ resource }) => resource),
    ...preflightsBefore.map(({ node }) => node.defaultChild),
  ];
  const bare = bareMethodsBelow(target, api, new Set(known.filter((one) => one !== undefined)));
  throwIssues(scope, [
    ...emptyIssues(target, [...targets, ...bare]),
    ...bareMethodIssues(bare, evaluator, keepAuthorizers),
    ...targets.flatMap((one) => methodIssues(one, keepAuthorizers || isOwn(one))),
    ...preflightsBefore
      .filter((method) => answererOf(method) !== evaluator)
      .map(({ node, resource: { path } }) => preflightIssue(path, node.path)),
    ...responseIssues(api),
  ]);
  let made: IAuthorizer | undefined;
  const authorizerId = (): string => (made ??= authorizerOf(asRestApi(api), evaluator)).authorizerId;
  for (const { method, resource } of targets) {
    markJudged(method);
    if (!isOpen({ method, resource })) continue;
    setProperty(resource, 'AuthorizationType', AuthorizationType.CUSTOM);
    setProperty(resource, 'AuthorizerId', authorizerId());
  }
  const answered = new Set(preflightsBefore.map(({ resource }) => resource));
  const resources = new Set(targets.map(({ method }) => method.resource));
  for (const resource of resources) {
    if (!answered.has(resource)) addPreflight(resource, evaluator);
  }
  protectBareMethods(
    bare,
    api,
    evaluator,
    authorizerId,
    new Set([...answered, ...resources].map((resource) => resourcePlace(resource))),
  );
  if (gatewayResponses) warnOfContext(scope, api, targets);
  checkLater({
    scope,
    api: apiPlace(asRestApi(api)),
    name: api.node.path,
    covers: coverageOf(target),
    evaluator,
    keepAuthorizers,
    gatewayResponses: gatewayResponses ? addVerdictResponses(api) : [],
    isWhole: target === api,
  });
}

/** A gateway response cannot tell whose context it maps, so another Lambda authorizer could set the headers of a verdict. */
function warnOfContext(scope: IConstruct, api: RestApiBase, targets: readonly ProtectedMethod[]): void {
  const custom: string = AuthorizationType.CUSTOM;
  const kept = targets.filter(
    ({ resource: { authorizationType, authorizerId = '' } }) =>
      authorizationType === custom && !isOurAuthorizer(api, authorizerId),
  );
  if (kept.length === 0) return;
  warn(
    scope,
    'keptAuthorizer',
    `${kept.map(nameOf).join(', ')} keep a Lambda authorizer of their own. Gateway responses map its context too: it must not ` +
      `return the keys ${CONTEXT_ALLOW_ORIGIN}, ${CONTEXT_ALLOW_CREDENTIALS}, ${CONTEXT_EXPOSE_HEADERS} and ${CONTEXT_REFUSED}`,
  );
}
