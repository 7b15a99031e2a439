import type { Functions } from '../../functions/functions';
import { jsonResponse } from '../../http/response';
import { requestValues, type RoutedCall } from '../call/api-call';
import { authorizerVerdict } from './authorizer';
import type { AuthorizerDefinition } from '../definition/authorizer-definition';
import { authorizerEvent, methodArn, METHOD_ARN_LIMIT } from './authorizer-event';
import type { Journal } from '../call/journal';
import type { Authorization } from '../definition/method-definition';
import { answered, faulted, type Outcome } from '../call/outcome';
import { withCaller, type Caller } from '../call/request-context';
import { withinTime } from '../call/time-limit';
import type { HeaderList } from '../../http/headers';

/**
 * Says who signed a request, in place of the signature or token that a real API would check.
 * `undefined` leaves the request without a signer: it is refused.
 */
export type SignIn = (request: {
  readonly method: string;
  readonly path: string;
  readonly headers: HeaderList;
}) => Caller | undefined;

/** The call with what authorization adds to its context, and the outcome where the request ends here. */
export interface Authorized {
  readonly call: RoutedCall;
  readonly outcome: Outcome | undefined;
}

/** The longest wait for an authorizer. Documented for HTTP APIs only; the strict reading is taken here. */
const AUTHORIZER_TIMEOUT_MS = 10_000;

/** Applies a method's authorization. */
export async function authorize(
  call: RoutedCall,
  authorization: Authorization,
  collaborators: { readonly functions: Functions; readonly signIn: SignIn },
  journal: Journal,
): Promise<Authorized> {
  switch (authorization.type) {
    case 'NONE':
      return { call, outcome: undefined };
    case 'AWS_IAM':
      return signedBy(call, collaborators.signIn);
    case 'COGNITO_USER_POOLS':
      return withToken(call, collaborators.signIn);
    case 'CUSTOM':
      return askAuthorizer(call, authorization.authorizer, collaborators.functions, journal);
  }
}

function signedBy(call: RoutedCall, signIn: SignIn): Authorized {
  const caller = signIn(call.request);
  return caller === undefined
    ? { call, outcome: faulted('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token') }
    : { call: { ...call, context: withCaller(call.context, caller) }, outcome: undefined };
}

function withToken(call: RoutedCall, signIn: SignIn): Authorized {
  const claims = signIn(call.request)?.claims;
  return claims === undefined
    ? { call, outcome: faulted('UNAUTHORIZED', 'Unauthorized') }
    : { call: withAuthorizer(call, { claims }), outcome: undefined };
}

async function askAuthorizer(
  call: RoutedCall,
  definition: AuthorizerDefinition,
  functions: Functions,
  journal: Journal,
): Promise<Authorized> {
  const arn = methodArn(call);
  if (Buffer.byteLength(arn) > METHOD_ARN_LIMIT) {
    return { call, outcome: answered(jsonResponse(414, { message: 'Request URI too long' })) };
  }
  const values = requestValues(call);
  if (definition.identitySources.some((source) => (source(values) ?? '') === '')) {
    return { call, outcome: faulted('UNAUTHORIZED', 'Unauthorized') };
  }
  const started = performance.now();
  const report = await withinTime(
    functions.invoke(definition.functionArn, authorizerEvent(call)),
    AUTHORIZER_TIMEOUT_MS,
  );
  if (report === undefined) {
    journal.detail = `the authorizer did not answer within ${AUTHORIZER_TIMEOUT_MS} ms`;
    return { call, outcome: faulted('AUTHORIZER_FAILURE', null) };
  }
  journal.lines.push(...report.lines);
  const verdict = authorizerVerdict(report.invocation, arn);
  switch (verdict.kind) {
    case 'allow': {
      const integrationLatency = Math.round(performance.now() - started);
      return { call: withAuthorizer(call, { ...verdict.context, integrationLatency }), outcome: undefined };
    }
    case 'deny': {
      const suffix = verdict.explicit ? ' with an explicit deny' : '';
      const message = `User is not authorized to access this resource${suffix}`;
      return { call: withAuthorizer(call, verdict.context), outcome: faulted('ACCESS_DENIED', message) };
    }
    case 'failure':
      journal.detail = verdict.detail;
      return {
        call,
        outcome: faulted(
          verdict.responseType,
          verdict.responseType === 'UNAUTHORIZED' ? 'Unauthorized' : null,
        ),
      };
  }
}

function withAuthorizer(call: RoutedCall, authorizer: Readonly<Record<string, unknown>>): RoutedCall {
  return { ...call, context: { ...call.context, authorizer } };
}
