import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  CONTEXT_ALLOW_CREDENTIALS,
  CONTEXT_ALLOW_ORIGIN,
  CONTEXT_EXPOSE_HEADERS,
  CONTEXT_REASON,
  CONTEXT_TITLE,
  CONTEXT_TYPE,
} from '../../contract';
import { addProblemResponses, failure } from './problem-responses';

/** Errors that can come after an allow, whose headers the page needs to read them. */
const AFTER_VERDICT = new Set(['INTEGRATION_FAILURE', 'INTEGRATION_TIMEOUT', 'DEFAULT_5XX']);

/** A header whose key is not in the context is left out: that of a request that nobody judged, or did not allow. */
const VERDICT_HEADERS = {
  'Access-Control-Allow-Origin': `context.authorizer.${CONTEXT_ALLOW_ORIGIN}`,
  'Access-Control-Allow-Credentials': `context.authorizer.${CONTEXT_ALLOW_CREDENTIALS}`,
  'Access-Control-Expose-Headers': `context.authorizer.${CONTEXT_EXPOSE_HEADERS}`,
};

/** The errors that API Gateway makes by itself in front of a gateway; a refusal is in the authorizer's own words. */
export function addGatewayResponses(api: RestApi): void {
  const said = (key: string): string => `$context.authorizer.${key}`;
  addProblemResponses(
    api,
    {
      ACCESS_DENIED: {
        type: said(CONTEXT_TYPE),
        title: said(CONTEXT_TITLE),
        status: 403,
        code: said(CONTEXT_REASON),
      },
      AUTHORIZER_CONFIGURATION_ERROR: failure('verdict_unavailable'),
      AUTHORIZER_FAILURE: failure('verdict_unavailable'),
      MISSING_AUTHENTICATION_TOKEN: failure('not_found'),
      UNAUTHORIZED: failure('unauthorized'),
    },
    (type) => (AFTER_VERDICT.has(type) ? VERDICT_HEADERS : {}),
  );
}
