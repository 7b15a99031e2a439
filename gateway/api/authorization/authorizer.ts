import type { Invocation } from '../../functions/invocation';
import { isJsonObject, parseJson } from '../../json';
import { evaluatePolicy } from './policy';

/** The meaning of an authorizer's answer for a request. */
export type AuthorizerVerdict =
  | {
      readonly kind: 'allow';
      readonly context: AuthorizerContext;
      /** The API key of the caller, where the API takes keys from its authorizer. */
      readonly usageKey: string | undefined;
    }
  | { readonly kind: 'deny'; readonly explicit: boolean; readonly context: AuthorizerContext }
  | { readonly kind: 'failure'; readonly responseType: AuthorizerFailureType; readonly detail: string };

/** `requestContext.authorizer`: every value of the authorizer's own context has become a text. */
export type AuthorizerContext = Readonly<Record<string, string>>;

type AuthorizerFailureType = 'UNAUTHORIZED' | 'AUTHORIZER_FAILURE' | 'AUTHORIZER_CONFIGURATION_ERROR';

/** API Gateway's limit on the result of an authorizer, in bytes of JSON. */
export const AUTHORIZER_RESULT_LIMIT = 8 * 1024;

/**
 * Reads the answer of a Lambda authorizer.
 *
 * The documentation names the gateway response of a failure only for `Unauthorized`. Here a function that fails gives
 * AUTHORIZER_FAILURE, and an answer that cannot be used gives AUTHORIZER_CONFIGURATION_ERROR, so a template must shape
 * both.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function authorizerVerdict(invocation: Invocation, methodArn: string): AuthorizerVerdict {
  switch (invocation.kind) {
    case 'rejected':
      return failure('AUTHORIZER_FAILURE', `the authorizer could not be started: ${invocation.reason}`);
    case 'failed':
      return invocation.errorMessage === 'Unauthorized'
        ? failure('UNAUTHORIZED', 'Unauthorized')
        : failure('AUTHORIZER_FAILURE', `the authorizer failed: ${invocation.errorMessage}`);
    case 'returned':
      return verdictOf(invocation.json, methodArn);
  }
}

function verdictOf(json: string, methodArn: string): AuthorizerVerdict {
  const size = Buffer.byteLength(json);
  if (size > AUTHORIZER_RESULT_LIMIT) {
    return unusable(`the result has ${size} bytes, the limit is ${AUTHORIZER_RESULT_LIMIT}`);
  }
  const result = parseJson(json);
  if (!isJsonObject(result)) return unusable('the result is not an object');
  const principalId = result['principalId'];
  if (typeof principalId !== 'string') return unusable('the result has no principalId');
  const context = contextOf(result['context'] ?? {}, principalId);
  if (context === undefined) return unusable('a value of the context is neither text, number nor boolean');
  const policy = evaluatePolicy(result['policyDocument'], methodArn);
  if (policy === 'malformed') return unusable('the policy document cannot be evaluated');
  const key = result['usageIdentifierKey'];
  return policy === 'allow'
    ? { kind: 'allow', context, usageKey: typeof key === 'string' ? key : undefined }
    : { kind: 'deny', explicit: policy === 'explicit_deny', context };
}

function contextOf(given: unknown, principalId: string): AuthorizerContext | undefined {
  if (!isJsonObject(given)) return undefined;
  const entries = Object.entries(given);
  if (!entries.every(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))) return undefined;
  return { ...Object.fromEntries(entries.map(([key, value]) => [key, String(value)])), principalId };
}

function unusable(detail: string): AuthorizerVerdict {
  return failure('AUTHORIZER_CONFIGURATION_ERROR', `the authorizer's answer cannot be used: ${detail}`);
}

function failure(responseType: AuthorizerFailureType, detail: string): AuthorizerVerdict {
  return { kind: 'failure', responseType, detail };
}
