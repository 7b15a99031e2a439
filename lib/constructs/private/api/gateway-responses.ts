import type { RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import {
  CONTEXT_ALLOW_CREDENTIALS,
  CONTEXT_ALLOW_ORIGIN,
  CONTEXT_EXPOSE_HEADERS,
  CONTEXT_REASON,
  CONTEXT_TITLE,
  CONTEXT_TYPE,
} from '../../../contract';
import {
  addAnswers,
  commonProblems,
  failure,
  problemAnswers,
  type GatewayAnswer,
  type ResponseProblem,
} from './problem-responses';

/** Errors that can come after an allow, whose headers the page needs to read them. */
const AFTER_VERDICT = new Set(['INTEGRATION_FAILURE', 'INTEGRATION_TIMEOUT', 'DEFAULT_5XX']);

/** A header whose key is not in the context is left out: that of a request that nobody judged, or did not allow. */
const VERDICT_HEADERS = {
  'Access-Control-Allow-Origin': `context.authorizer.${CONTEXT_ALLOW_ORIGIN}`,
  'Access-Control-Allow-Credentials': `context.authorizer.${CONTEXT_ALLOW_CREDENTIALS}`,
  'Access-Control-Expose-Headers': `context.authorizer.${CONTEXT_EXPOSE_HEADERS}`,
};

/** Answers the errors that API Gateway makes by itself in front of a gateway. */
export function addGatewayResponses(api: RestApiBase): void {
  const problems = {
    ...commonProblems(),
    ...verdictProblems(),
    MISSING_AUTHENTICATION_TOKEN: failure('not_found'),
    UNAUTHORIZED: failure('unauthorized'),
  };
  addAnswers(api, problemAnswers(problems, headersOf));
}

/** Answers the errors that come from the authorizer, in front of an API that has its own answers to others. */
export function addVerdictResponses(api: RestApiBase): void {
  addAnswers(api, verdictAnswers());
}

/** The answers to errors that come from the authorizer, by type. */
export function verdictAnswers(): ReadonlyMap<string, GatewayAnswer> {
  return problemAnswers(verdictProblems(), headersOf);
}

const ALLOW_ORIGIN = 'gatewayresponse.header.access-control-allow-origin';

/**
 * The `Access-Control-Allow-Origin` that an answer gives without a verdict; undefined where it has none, or takes it from the
 * authorizer.
 *
 * @param parameters its mappings, as API Gateway names them
 */
export function openOrigin(parameters: Readonly<Record<string, unknown>>): string | undefined {
  const header = Object.entries(parameters).find(([name]) => name.toLowerCase() === ALLOW_ORIGIN);
  const value = header === undefined ? undefined : String(header[1]);
  return value?.startsWith('context.authorizer.') === true ? undefined : value;
}

/** A refusal is in the authorizer's own words. */
function verdictProblems(): Record<string, ResponseProblem> {
  const said = (key: string): string => `$context.authorizer.${key}`;
  return {
    ACCESS_DENIED: {
      type: said(CONTEXT_TYPE),
      title: said(CONTEXT_TITLE),
      status: 403,
      code: said(CONTEXT_REASON),
    },
    AUTHORIZER_CONFIGURATION_ERROR: failure('verdict_unavailable'),
    AUTHORIZER_FAILURE: failure('verdict_unavailable'),
  };
}

function headersOf(type: string): Readonly<Record<string, string>> {
  return AFTER_VERDICT.has(type) ? VERDICT_HEADERS : {};
}
