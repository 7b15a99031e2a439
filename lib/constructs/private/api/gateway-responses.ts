import { Lazy } from 'aws-cdk-lib';
import type { RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import { CONTEXT_PROBLEM, CONTEXT_TITLE, CONTEXT_TYPE } from '../../../contract';
import { apiPlace, DeployedApis } from '../deployed/deployed-api';
import { membersOf } from '../deployed/deployed-resource';
import type { Place } from '../deployed/place';
import { SynthReading } from '../deployed/synth-reading';
import { ConstructMark } from '../synth/construct-mark';
import { asRestApi } from './as-rest-api';
import { isJudgedByUs, isOnlyJudge } from './other-judges';
import {
  addAnswers,
  commonProblems,
  failure,
  problemAnswers,
  type GatewayAnswer,
  type ResponseProblem,
} from './problem-responses';
import { GATEWAY_ANSWER, UNJUDGED_ANSWER, verdictMappings, type AnswerKind } from './verdict-mappings';

const DENIED = 'ACCESS_DENIED';
const JSON_TEMPLATE = 'application/json';

/** Answers the errors that API Gateway makes by itself in front of a gateway. @returns their types */
export function addGatewayResponses(api: RestApiBase): readonly string[] {
  addVerdictHeaders(api, apiPlace(asRestApi(api)));
  return addTo(api, {
    ...commonProblems(),
    MISSING_AUTHENTICATION_TOKEN: failure('not_found'),
    UNAUTHORIZED: failure('unauthorized'),
  });
}

/**
 * Answers the errors that come from the authorizer, in front of an API that has its own answers to others. Those keep their
 * status and body, and get the headers of the verdict where they set none, also where they are added later.
 *
 * @returns the types of the errors that are answered
 */
export function addVerdictResponses(api: RestApiBase): readonly string[] {
  addVerdictHeaders(api, apiPlace(asRestApi(api)));
  return addTo(api, {});
}

/**
 * The answers to errors that come from the authorizer, by type.
 *
 * @param isOnlyJudge whether our authorizer, and nothing else, can deny a request
 * @param kind the answers of an API with an authorizer of ours, or without one
 */
export function verdictAnswers(
  isOnlyJudge: boolean,
  kind: AnswerKind = GATEWAY_ANSWER,
): ReadonlyMap<string, GatewayAnswer> {
  return problemAnswers(verdictProblems(isOnlyJudge), kind.headers);
}

function addTo(api: RestApiBase, problems: Readonly<Record<string, ResponseProblem>>): readonly string[] {
  const answersOf = (isOnlyJudge: boolean): ReadonlyMap<string, GatewayAnswer> =>
    problemAnswers({ ...problems, ...verdictProblems(isOnlyJudge) });
  const answers = answersOf(true);
  const denied = answers.get(DENIED);
  const bodyOf = (isOnlyJudge: boolean): string =>
    answersOf(isOnlyJudge).get(DENIED)?.templates[JSON_TEMPLATE] ?? '';
  // Methods with another authorizer can still be added.
  const body = Lazy.uncachedString({ produce: () => bodyOf(isOnlyJudge(api)) });
  addAnswers(
    api,
    new Map([
      ...answers,
      ...(denied === undefined
        ? []
        : [[DENIED, { ...denied, templates: { [JSON_TEMPLATE]: body } }] as const]),
    ]),
  );
  return [...answers.keys()];
}

const completed = new ConstructMark<true>('responses');
const READ = new Set(['GatewayResponse', 'Method']);

/**
 * Gives the responses of an API, whoever makes them, the headers that they lack. Those of a verdict are only there where an
 * authorizer of ours hands it over: nobody else may write them.
 *
 * @param isJudged whether the API has operations of a document that our authorizer judges
 */
export function addVerdictHeaders(construct: IConstruct, api: Place, isJudged = false): void {
  if (completed.get(construct) === true) return;
  completed.set(construct, true);
  const reading = SynthReading.of(construct);
  reading.beforeReading(() => {
    const apis = new DeployedApis(reading.scope, 'early', (type) => READ.has(type));
    const { gatewayResponses, methods } = apis.at(api);
    const kind = isJudged || methods.some(isJudgedByUs) ? GATEWAY_ANSWER : UNJUDGED_ANSWER;
    for (const { construct: response, properties } of gatewayResponses) {
      // Any error can come after an allow.
      const parameters = verdictMappings(kind, membersOf(properties['ResponseParameters']));
      for (const [name, value] of Object.entries(parameters)) {
        response.addPropertyOverride(`ResponseParameters.${name.replaceAll('.', '\\.')}`, value);
      }
    }
  });
}

/**
 * A refusal has the words of the authorizer. Where something else can deny a request too (another authorizer, IAM, a resource
 * policy), the context may lack them, and a template has no default: the body is then constant, and only the header
 * `Cors-Refused` has the reason.
 */
function verdictProblems(isOnlyJudge: boolean): Record<string, ResponseProblem> {
  const said = (key: string): string => `$context.authorizer.${key}`;
  const refusal = {
    type: said(CONTEXT_TYPE),
    title: said(CONTEXT_TITLE),
    status: 403,
    code: said(CONTEXT_PROBLEM),
  };
  return {
    [DENIED]: isOnlyJudge ? refusal : failure('access_denied'),
    AUTHORIZER_CONFIGURATION_ERROR: failure('verdict_unavailable'),
    AUTHORIZER_FAILURE: failure('verdict_unavailable'),
  };
}
