import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { ADMIN_PROBLEMS, type AdminProblemCode } from '../../../contract';
import {
  addAnswers,
  commonProblems,
  failure,
  problemAnswers,
  type ResponseProblem,
} from '../api/problem-responses';

/**
 * The errors that API Gateway makes by itself in front of the admin API. A request without signature or token and one to a
 * path without a route get the same type. Every path has a route here, so it is always the first case.
 *
 * None has `Access-Control-*` headers: only the API's own origin may read them in a browser.
 */
export function addAdminGatewayResponses(api: RestApi): void {
  const problems = {
    ...commonProblems(),
    ACCESS_DENIED: problem('not_permitted'),
    AUTHORIZER_CONFIGURATION_ERROR: failure('api_misconfigured'),
    AUTHORIZER_FAILURE: failure('api_failure'),
    MISSING_AUTHENTICATION_TOKEN: problem('not_authenticated'),
    UNAUTHORIZED: problem('not_authenticated'),
  };
  addAnswers(api, problemAnswers(problems));
}

function problem(code: AdminProblemCode): ResponseProblem {
  return { code, ...ADMIN_PROBLEMS[code] };
}
