import { judgeCall, type Judging } from '../shared/verdict/judge-call';
import { readApiCall } from '../shared/event/api-call';
import { contextOf, type VerdictContext } from '../shared/verdict/verdict-context';
import { stageArn } from './method-arn';

/** The result of a Lambda authorizer. */
export interface AuthorizerResult {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: readonly [
      { readonly Action: 'execute-api:Invoke'; readonly Effect: 'Allow' | 'Deny'; readonly Resource: string },
    ];
  };
  readonly context: VerdictContext;
}

/** No verdict was reached. API Gateway answers 503 with a body that is fixed in the template; the log has the reason. */
export class VerdictUnavailableError extends Error {
  override readonly name = 'VerdictUnavailableError';
}

/** A constant: CORS does not authenticate callers. */
const PRINCIPAL = 'cors';

/**
 * Answers the event of a REQUEST authorizer: the verdict as a policy, and in the context what backends and gateway responses
 * need of it.
 *
 * @throws VerdictUnavailableError when the allowlist cannot be read, because a Deny would be a 403
 */
export async function authorize(
  judging: Judging,
  event: Readonly<Record<string, unknown>>,
): Promise<AuthorizerResult> {
  const resource = stageArn(event['methodArn']);
  const call = readApiCall(event, judging.policy, Date.now());
  const verdict = await judgeCall(judging, call, 'authorizer');
  if (verdict.outcome === 'refuse' && verdict.reason === 'store_unavailable') {
    throw new VerdictUnavailableError('the allowlist could not be read');
  }
  const effect = verdict.outcome === 'refuse' ? 'Deny' : 'Allow';
  return {
    principalId: PRINCIPAL,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: resource }],
    },
    context: contextOf(call, verdict),
  };
}
