import { AuthorizationType, type RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { ICorsAllowlist } from '../../i-cors-allowlist';
import { asRestApi } from '../api/as-rest-api';
import { evaluatorOf } from '../api/cors-authorizer';
import { addBarePreflight, answererOf, PREFLIGHT_METHOD } from '../api/preflight';
import { DeployedApis, type DeployedMethod } from '../deployed/deployed-api';
import { deployedScope, givenProperty, setProperty } from '../deployed/deployed-resource';
import { constructOf } from '../deployed/place';
import { allowInvocation } from '../functions/function-integration';
import { DeployedTable } from '../policy/deployed-table';
import type { SynthIssue } from '../synth/synth-error';
import { coverageOf } from './check/claim';
import { answerIssues } from './answers/answer-issues';
import type { JudgedIntegration } from './answers/answer-warnings';
import { integrationOf } from './answers/integration';
import { givenIntegration, mapVerdict } from './answers/mapped-method';
import { nameOf } from './check/covered-method';
import { constructsOf } from '../deployed/method-constructs';
import type { ExclusionPlan } from './exclusion-plan';
import {
  agreedJudge,
  functionsBehind,
  giveMiddleware,
  judgeFor,
  keepsAuthorizers,
  middlewareIssues,
  type JudgeOptions,
} from './middleware-judge';
import { markJudged, type Judge } from './protected-method';
import { authorizerIssue, excludedAuthorizerIssue, preflightIssue } from './protection-issues';

const READ = new Set(['RestApi', 'Resource', 'Method']);

/** The parts that a protection works with. */
interface Protection {
  readonly allowlist: IConstruct & ICorsAllowlist;
  readonly evaluator: IFunction;
  readonly options: JudgeOptions;
  /** Makes the authorizer where it is not there yet. */
  readonly authorizerId: () => string;
}

/**
 * The methods of a target that the API's own constructs do not know: written by themselves or in an included template, and those that
 * a nested stack, or another one, adds to the API that it imports.
 *
 * @param known the resources of the methods that they do know
 */
export function bareMethodsBelow(
  target: IConstruct,
  api: RestApiBase,
  known: ReadonlySet<IConstruct>,
): readonly DeployedMethod[] {
  const apis = new DeployedApis(deployedScope(api), 'early', (type) => READ.has(type));
  const covers = coverageOf(target);
  return apis.of(asRestApi(api)).methods.filter((method) => covers(method) && !known.has(method.construct));
}

/** Everything that keeps such methods from being protected. */
export function bareMethodIssues(
  methods: readonly DeployedMethod[],
  evaluator: IFunction,
  options: JudgeOptions,
  exclusion: ExclusionPlan,
): readonly SynthIssue[] {
  return methods.flatMap((method): readonly SynthIssue[] => {
    const { authorizationType, httpMethod, path, construct } = method;
    const known = method.method ?? method.construct;
    if (httpMethod === PREFLIGHT_METHOD) {
      return answererOf(known) === evaluator ? [] : [preflightIssue(path, known.node.path)];
    }
    const name = nameOf(method);
    const isExcluded = exclusion.covers(constructsOf(method));
    const integration = integrationOf(givenIntegration(construct));
    const isOpen = authorizationType === 'NONE';
    const judge = judgeOf(method, evaluator, options, isExcluded);
    if (judge === 'authorizer') {
      if (isOpen || isJudgedBy(method, evaluator)) return isExcluded ? [] : answerIssues(name, integration);
      return [excludedAuthorizerIssue(name, authorizationType)];
    }
    return [
      ...(isOpen || keepsAuthorizers(options) ? [] : [authorizerIssue(name, authorizationType)]),
      ...middlewareIssues(name, integration, functionsBehind(construct), !isOpen),
    ];
  });
}

/**
 * Puts the authorizer on such methods, and lets the evaluator answer preflights beside them.
 *
 * @param answered the places of resources whose preflights are answered
 * @returns the integrations whose answers carry the headers of a verdict
 */
export function protectBareMethods(
  methods: readonly DeployedMethod[],
  api: RestApiBase,
  { allowlist, evaluator, options, authorizerId }: Protection,
  exclusion: ExclusionPlan,
  answered: ReadonlySet<string>,
): readonly JudgedIntegration[] {
  const mapped: JudgedIntegration[] = [];
  if (methods.length > 0) allowInvocation(evaluator, api, api.restApiId);
  const done = new Set(answered);
  for (const { httpMethod, places } of methods) {
    if (httpMethod === PREFLIGHT_METHOD && places[0] !== undefined) done.add(places[0]);
  }
  for (const method of methods.filter((one) => one.httpMethod !== PREFLIGHT_METHOD)) {
    const { construct, places, authorizationType } = method;
    const judge = judgeOf(method, evaluator, options, exclusion.covers(constructsOf(method)));
    markJudged(construct, agreedJudge(options, judge));
    if (judge === 'middleware') giveMiddleware(allowlist, construct, functionsBehind(construct));
    if (judge === 'authorizer' && authorizationType === 'NONE') {
      setProperty(construct, 'AuthorizationType', AuthorizationType.CUSTOM);
      setProperty(construct, 'AuthorizerId', authorizerId());
    }
    if (judge === 'authorizer' && !exclusion.covers(constructsOf(method))) {
      mapVerdict(construct, DeployedTable.of(evaluator)?.varies);
      mapped.push({ name: nameOf(method), integration: integrationOf(givenIntegration(construct)) });
    }
    const [place] = places;
    if (place === undefined || done.has(place)) continue;
    done.add(place);
    addPreflightBeside(method, evaluator);
  }
  return mapped;
}

function addPreflightBeside(
  { construct, method, places: [place] }: DeployedMethod,
  evaluator: IFunction,
): void {
  const { node } = method ?? construct;
  const resource = {
    restApiId: givenProperty(construct, 'RestApiId') as string,
    resourceId: givenProperty(construct, 'ResourceId') as string,
    construct: place === undefined ? undefined : constructOf(construct, place),
  };
  addBarePreflight(node.scope ?? construct, `${node.id}Preflight`, resource, evaluator);
}

function judgeOf(
  method: DeployedMethod,
  evaluator: IFunction,
  options: JudgeOptions,
  isExcluded: boolean,
): Judge {
  if (isJudgedBy(method, evaluator)) return 'authorizer';
  return judgeFor(options, method.authorizationType !== 'NONE', isExcluded);
}

function isJudgedBy({ authorizer, construct }: DeployedMethod, evaluator: IFunction): boolean {
  const resource = authorizer === undefined ? undefined : constructOf(construct, authorizer);
  return resource !== undefined && evaluatorOf(resource) === evaluator;
}
