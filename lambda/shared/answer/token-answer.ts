import { mergeExposedHeaders, type Failure, type ResponseHeaders } from '../../../lib/core';
import type { ApiCall } from '../event/api-call';
import type { Admission } from '../token/token-gate';
import { problemResponse, type ProxyResult } from './problem-response';

const EXPOSE = 'Access-Control-Expose-Headers';
const CHALLENGE = 'WWW-Authenticate';
/** API Gateway gives the header of a function this name. */
const RENAMED = 'x-amzn-remapped-www-authenticate';

/** The answer where nobody may go on to the backend: who calls is not let in, or not known. Undefined if the call goes on. */
export function admissionAnswer(
  admission: Admission,
  { requestId }: ApiCall,
  verdictHeaders: ResponseHeaders,
): ProxyResult | undefined {
  switch (admission.kind) {
    case 'open':
      return undefined;
    case 'unknown':
      return problemResponse('verdict_unavailable', requestId, verdictHeaders);
    case 'turned away':
      return tokenAnswer(admission.code, requestId, verdictHeaders, admission.challenge);
    case 'admitted': {
      const { caller } = admission;
      const isDenied = caller.kind === 'authorized' && caller.decision !== 'allow';
      return isDenied ? problemResponse('access_denied', requestId, verdictHeaders) : undefined;
    }
  }
}

/** The answer to a caller who is not let in. A page that the verdict allows can read it, with the challenge. */
function tokenAnswer(
  code: Failure,
  requestId: string,
  verdictHeaders: ResponseHeaders,
  challenge: string,
): ProxyResult {
  const answer = problemResponse(code, requestId, withChallengeExposed(verdictHeaders));
  return { ...answer, headers: { ...answer.headers, [CHALLENGE]: challenge } };
}

/** The headers of a verdict with the names of the challenge among those that a page may read. */
export function withChallengeExposed(headers: ResponseHeaders): ResponseHeaders {
  if (headers['Access-Control-Allow-Origin'] === undefined) return headers;
  return { ...headers, [EXPOSE]: mergeExposedHeaders(headers[EXPOSE] ?? '', [CHALLENGE, RENAMED]) };
}
