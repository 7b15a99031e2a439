import {
  AuthorizationType,
  ResourceBase,
  type IAuthorizer,
  type Method,
  type RestApiBase,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { CorsProtectOptions } from '../../cors-protect-options';
import type { ICorsAllowlist } from '../../i-cors-allowlist';
import { JudgedBy } from '../../judged-by';
import { asRestApi } from '../api/as-rest-api';
import { apiPlaceIssues, authorizerOf, existingAuthorizer, isOurAuthorizer } from '../api/cors-authorizer';
import { addVerdictResponses } from '../api/gateway-responses';
import { addTokenResponses } from '../api/token-responses';
import { addPreflight, answererOf, PREFLIGHT_METHOD } from '../api/preflight';
import type { DeployedMethod } from '../deployed/deployed-api';
import { apiPlace, resourcePlace } from '../deployed/deployed-api';
import { setProperty } from '../deployed/deployed-resource';
import { bareMethodIssues, bareMethodsBelow, protectBareMethods } from './bare-methods';
import { checkLater } from './check/api-check';
import { coverageOf } from './check/claim';
import { constructsOf } from '../deployed/method-constructs';
import { nameOf as bareName } from './check/covered-method';
import {
  isOpen,
  markJudged,
  methodsBelow,
  nameOf,
  placesOf,
  preflightsBelow,
  type Judge,
  type ProtectedMethod,
} from './protected-method';
import { warnOfAnswers } from './answers/answer-warnings';
import { integrationOf } from './answers/integration';
import { mapVerdict } from './answers/mapped-method';
import { exclusionPlan, type NamedMethod } from './exclusion-plan';
import {
  emptyIssues,
  excludedIssues,
  methodIssues,
  preflightIssue,
  protectedTokenIssues,
  responseIssues,
} from './protection-issues';
import { isImported } from './protection-target';
import { DeployedTable } from '../policy/deployed-table';
import { DeployedTokens } from '../policy/deployed-tokens';
import { TOKEN_CHECK } from '../policy/token-check-issues';
import { closeRoute } from '../policy/closed-routes';
import { addProtectedPart, type ProtectedPart } from '../policy/protected-part';
import { agreedJudge, functionsBehind, giveMiddleware, judgeFor, keepsAuthorizers } from './middleware-judge';
import { choiceIssues } from '../synth/choice-issues';
import { FLAG, typedProps } from '../synth/prop-types';
import { throwIssues } from '../synth/synth-error';
import { defined } from '../synth/values';

const OPTION_TYPES = { keepAuthorizers: FLAG, gatewayResponses: FLAG, tokens: TOKEN_CHECK };

/** The allowlist that protects; errors name its path. */
type Allowlist = IConstruct & ICorsAllowlist;

/**
 * Puts an authorizer on the methods of an API, or of a part of it, and lets the evaluator answer their preflights.
 *
 * Where `withCors` judges instead, methods stay as they are, and their functions are given what it needs.
 *
 * @param scope the construct whose path errors name
 */
export function protect(
  scope: Allowlist,
  target: IConstruct,
  api: RestApiBase,
  evaluator: IFunction,
  given: CorsProtectOptions,
): void {
  const { props: options, issues } = typedProps(given, OPTION_TYPES, 'options');
  const { gatewayResponses = !isImported(api) } = options;
  // Before anything asks for the ARN of the evaluator, which would give the function a name.
  throwIssues(scope, apiPlaceIssues('target', api, evaluator));
  const methods = methodsBelow(target);
  const allPreflights = preflightsBelow(target);
  const known = [
    ...methods.map(({ resource }) => resource),
    ...allPreflights.map(({ node }) => node.defaultChild),
  ];
  const allBare = bareMethodsBelow(target, api, new Set(known.filter((one) => one !== undefined)));
  const exclusion = exclusionPlan(options, [
    ...[...methods.map(({ method }) => method), ...allPreflights].map(namedMethod),
    ...allBare.map(namedBareMethod),
  ]);
  const targets = methods.filter(({ method }) => !exclusion.leaves(placesOf(method)));
  const bare = allBare.filter((method) => !exclusion.leaves(constructsOf(method)));
  // Methods that this allowlist judges already stay as they are, so that parts of an API may overlap.
  const own = existingAuthorizer(asRestApi(api), evaluator)?.ref;
  const isOwn = ({ resource }: ProtectedMethod): boolean =>
    own !== undefined && resource.authorizerId === own;
  const judgeOf = (one: ProtectedMethod): Judge =>
    isOwn(one) ? 'authorizer' : judgeFor(options, !isOpen(one), exclusion.covers(placesOf(one.method)));
  const preflightsBefore = allPreflights.filter((method) => !exclusion.leaves(placesOf(method)));
  throwIssues(scope, [
    ...issues,
    ...choiceIssues('judgedBy', options.judgedBy, JudgedBy),
    ...exclusion.issues,
    ...emptyIssues(target, [...targets, ...bare]),
    ...bareMethodIssues(bare, evaluator, options, exclusion),
    ...targets.flatMap((one) =>
      exclusion.covers(placesOf(one.method))
        ? excludedIssues(one, isOwn(one))
        : methodIssues(one, keepsAuthorizers(options), judgeOf(one)),
    ),
    ...preflightsBefore
      .filter((method) => answererOf(method) !== evaluator)
      .map(({ node, resource: { path } }) => preflightIssue(path, node.path)),
    ...responseIssues(api),
    ...protectedTokenIssues(options.tokens),
  ]);
  const part: ProtectedPart = {
    api: apiPlace(asRestApi(api)),
    covers: coverageOf(target),
    excludedAs: (method) => (exclusion.covers(constructsOf(method)) ? exclusion.as : undefined),
  };
  addProtectedPart(scope, part);
  const tokens = DeployedTokens.of(scope);
  if (options.tokens === undefined) tokens?.leaveRoute(pathOf(target), part.api);
  else tokens?.setRoute(pathOf(target), options.tokens, part.api);
  for (const path of exclusion.closedPaths) closeRoute(scope, path);
  let made: IAuthorizer | undefined;
  const authorizerId = (): string => (made ??= authorizerOf(asRestApi(api), evaluator)).authorizerId;
  for (const one of targets) {
    const { method, resource } = one;
    const judge = judgeOf(one);
    markJudged(method, agreedJudge(options, judge));
    if (judge === 'middleware') giveMiddleware(scope, resource, functionsBehind(resource));
    if (judge === 'middleware' || !isOpen(one)) continue;
    setProperty(resource, 'AuthorizationType', AuthorizationType.CUSTOM);
    setProperty(resource, 'AuthorizerId', authorizerId());
  }
  const mapped = targets.filter((one) => !exclusion.covers(placesOf(one.method)) && isOurs(api, one));
  const varies = DeployedTable.of(evaluator)?.varies;
  for (const { resource } of mapped) mapVerdict(resource, varies);
  const answered = new Set(allPreflights.map(({ resource }) => resource));
  const resources = new Set(targets.map(({ method }) => method.resource));
  for (const resource of resources) {
    if (!answered.has(resource)) addPreflight(resource, evaluator);
  }
  const mappedBare = protectBareMethods(
    bare,
    api,
    { allowlist: scope, evaluator, options, authorizerId },
    exclusion,
    new Set([...answered, ...resources].map((resource) => resourcePlace(resource))),
  );
  warnOfAnswers(scope, [
    ...mapped.map((one) => ({ name: nameOf(one), integration: integrationOf(one.resource.integration) })),
    ...mappedBare,
  ]);
  checkLater({
    ...part,
    scope,
    name: api.node.path,
    evaluator,
    keepAuthorizers: keepsAuthorizers(options),
    allowlist: scope,
    warnsOfFunctions: true,
    gatewayResponses: gatewayResponses ? addVerdictResponses(api) : [],
    isWhole: target === api,
    ...defined({ tokensAt: options.tokens && pathOf(target) }),
  });
  if (gatewayResponses) addTokenResponses(scope, api);
}

function namedMethod(method: Method): NamedMethod {
  const { httpMethod, resource } = method;
  return {
    name: `${httpMethod} ${resource.path}`,
    path: resource.path,
    isPreflight: httpMethod === PREFLIGHT_METHOD,
    places: placesOf(method),
  };
}

function namedBareMethod(method: DeployedMethod): NamedMethod {
  const { path, httpMethod } = method;
  return {
    name: bareName(method),
    path,
    isPreflight: httpMethod === PREFLIGHT_METHOD,
    places: constructsOf(method),
  };
}

/** Whether our authorizer judges the requests of a method. */
function isOurs(api: RestApiBase, { resource: { authorizerId = '' } }: ProtectedMethod): boolean {
  return isOurAuthorizer(api, authorizerId);
}

/** The path of a resource in its API; that of a whole API is its root. */
function pathOf(target: IConstruct): string {
  return target instanceof ResourceBase ? target.path : '/';
}
