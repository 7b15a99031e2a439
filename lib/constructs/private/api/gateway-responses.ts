import { Lazy } from 'aws-cdk-lib';
import type { RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import {
  CONTEXT_ALLOW_CREDENTIALS,
  CONTEXT_ALLOW_ORIGIN,
  CONTEXT_EXPOSE_HEADERS,
  CONTEXT_PROBLEM,
  CONTEXT_REFUSED,
  CONTEXT_TITLE,
  CONTEXT_TYPE,
} from '../../../contract';
import { hasOtherJudges } from './other-judges';
import {
  addAnswers,
  commonProblems,
  failure,
  gatewayResponsesOf,
  problemAnswers,
  VARY_HEADER,
  type GatewayAnswer,
  type ResponseProblem,
} from './problem-responses';

/**
 * Mapped on every response, because any error can come after an allow. A header whose key is not in the context is left out: that
 * of a request that nobody judged, or that the verdict did not allow.
 */
const VERDICT_HEADERS = {
  'Access-Control-Allow-Origin': `context.authorizer.${CONTEXT_ALLOW_ORIGIN}`,
  'Access-Control-Allow-Credentials': `context.authorizer.${CONTEXT_ALLOW_CREDENTIALS}`,
  'Access-Control-Expose-Headers': `context.authorizer.${CONTEXT_EXPOSE_HEADERS}`,
  // Developer tools show the headers of a blocked response, and not its body.
  'Cors-Refused': `context.authorizer.${CONTEXT_REFUSED}`,
};

const DENIED = 'ACCESS_DENIED';
const JSON_TEMPLATE = 'application/json';
const PARAMETER = 'gatewayresponse.header.';

/** Answers the errors that API Gateway makes by itself in front of a gateway. */
export function addGatewayResponses(api: RestApiBase): void {
  addTo(api, {
    ...commonProblems(),
    MISSING_AUTHENTICATION_TOKEN: failure('not_found'),
    UNAUTHORIZED: failure('unauthorized'),
  });
}

/**
 * Answers the errors that come from the authorizer, in front of an API that has its own answers to others. Those keep their
 * status and body, and get the headers of the verdict where they set none.
 */
export function addVerdictResponses(api: RestApiBase): void {
  addVerdictHeaders(api);
  addTo(api, {});
}

/**
 * The answers to errors that come from the authorizer, by type.
 *
 * @param isOnlyJudge whether nothing else can deny a request
 */
export function verdictAnswers(isOnlyJudge: boolean): ReadonlyMap<string, GatewayAnswer> {
  return problemAnswers(verdictProblems(isOnlyJudge), VERDICT_HEADERS);
}

/** The headers that a gateway response of the user lacks, as parameters. */
export function missingParameters(parameters: object): Record<string, string> {
  const has = new Set(Object.keys(parameters).map((name) => name.toLowerCase()));
  const ours = Object.entries({ ...VARY_HEADER, ...VERDICT_HEADERS });
  return Object.fromEntries(
    ours
      .map(([name, value]): [string, string] => [`${PARAMETER}${name}`, value])
      .filter(([name]) => !has.has(name.toLowerCase())),
  );
}

/**
 * The `Access-Control-Allow-Origin` that an answer gives without a verdict; undefined where it has none, or takes it from the
 * authorizer.
 *
 * @param parameters its mappings, as API Gateway names them
 */
export function openOrigin(parameters: Readonly<Record<string, unknown>>): string | undefined {
  const allowOrigin = `${PARAMETER}access-control-allow-origin`;
  const header = Object.entries(parameters).find(([name]) => name.toLowerCase() === allowOrigin);
  const value = header === undefined ? undefined : String(header[1]);
  return value?.startsWith('context.authorizer.') === true ? undefined : value;
}

function addTo(api: RestApiBase, problems: Readonly<Record<string, ResponseProblem>>): void {
  const answersOf = (isOnlyJudge: boolean): ReadonlyMap<string, GatewayAnswer> =>
    problemAnswers({ ...problems, ...verdictProblems(isOnlyJudge) }, VERDICT_HEADERS);
  const answers = answersOf(true);
  const denied = answers.get(DENIED);
  const bodyOf = (isOnlyJudge: boolean): string =>
    answersOf(isOnlyJudge).get(DENIED)?.templates[JSON_TEMPLATE] ?? '';
  // Methods with another authorizer can still be added.
  const body = Lazy.uncachedString({ produce: () => bodyOf(!hasOtherJudges(api)) });
  addAnswers(
    api,
    new Map([
      ...answers,
      ...(denied === undefined
        ? []
        : [[DENIED, { ...denied, templates: { [JSON_TEMPLATE]: body } }] as const]),
    ]),
  );
}

/** Gives the responses that an API has already the headers that they lack. */
function addVerdictHeaders(api: RestApiBase): void {
  for (const response of gatewayResponsesOf(api)) {
    const parameters = missingParameters({ ...response.responseParameters });
    for (const [name, value] of Object.entries(parameters)) {
      response.addPropertyOverride(`ResponseParameters.${name.replaceAll('.', '\\.')}`, value);
    }
    api.latestDeployment?.addToLogicalId({ response: response.responseType, parameters });
  }
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
