import type { Functions } from '../../functions/functions';
import { jsonResponse } from '../../http/response';
import { requestValues, type RoutedCall } from '../call/api-call';
import { authorizerVerdict } from './authorizer';
import type { AuthorizerDefinition } from '../definition/authorizer-definition';
import type { AuthorizerCache } from './authorizer-cache';
import { authorizerEvent, methodArn, METHOD_ARN_LIMIT, tokenEvent } from './authorizer-event';
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

/** The parts that authorization works with. */
export interface Collaborators {
  readonly functions: Functions;
  readonly signIn: SignIn;
  readonly authorizers: AuthorizerCache;
}

/** Applies a method's authorization. */
export async function authorize(
  call: RoutedCall,
  authorization: Authorization,
  collaborators: Collaborators,
  journal: Journal,
): Promise<Authorized> {
  switch (authorization.type) {
    case 'NONE':
      return { call, outcome: undefined };
    case 'AWS_IAM':
      return signedBy(call, collaborators.signIn, journal);
    case 'COGNITO_USER_POOLS':
      return withToken(call, collaborators.signIn, journal);
    case 'CUSTOM':
      return askAuthorizer(call, authorization.authorizer, collaborators, journal);
  }
}

const NO_SIGNER =
  'nobody checks signatures and tokens of users here, so methods that want one (AWS_IAM, Amazon Cognito) refuse every request';

function signedBy(call: RoutedCall, signIn: SignIn, journal: Journal): Authorized {
  const caller = signIn(call.request);
  if (caller !== undefined) {
    return { call: { ...call, context: withCaller(call.context, caller) }, outcome: undefined };
  }
  journal.notes.push(NO_SIGNER);
  return { call, outcome: faulted('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token') };
}

function withToken(call: RoutedCall, signIn: SignIn, journal: Journal): Authorized {
  const claims = signIn(call.request)?.claims;
  if (claims !== undefined) return { call: withAuthorizer(call, { claims }), outcome: undefined };
  journal.notes.push(NO_SIGNER);
  return { call, outcome: faulted('UNAUTHORIZED', 'Unauthorized') };
}

async function askAuthorizer(
  call: RoutedCall,
  definition: AuthorizerDefinition,
  { functions, authorizers }: Collaborators,
  journal: Journal,
): Promise<Authorized> {
  const arn = methodArn(call);
  if (Buffer.byteLength(arn) > METHOD_ARN_LIMIT) {
    return { call, outcome: answered(jsonResponse(414, { message: 'Request URI too long' })) };
  }
  const values = requestValues(call);
  const identity = definition.identitySources.map((source) => source(values) ?? '');
  if (identity.includes('') || definition.tokenForm?.test(identity[0] ?? '') === false) {
    return { call, outcome: faulted('UNAUTHORIZED', 'Unauthorized') };
  }
  const started = performance.now();
  const known = authorizers.find(definition, identity);
  const event = definition.type === 'TOKEN' ? tokenEvent(call, identity[0] ?? '') : authorizerEvent(call);
  const report =
    known === undefined
      ? await withinTime(functions.invoke(definition.functionArn, event), AUTHORIZER_TIMEOUT_MS)
      : { invocation: known, lines: [] };
  if (report === undefined) {
    journal.detail = `the authorizer did not answer within ${AUTHORIZER_TIMEOUT_MS} ms`;
    return { call, outcome: faulted('AUTHORIZER_FAILURE', null) };
  }
  journal.lines.push(...report.lines);
  const verdict = authorizerVerdict(report.invocation, arn);
  if (verdict.kind !== 'failure') authorizers.keep(definition, identity, report.invocation);
  switch (verdict.kind) {
    case 'allow': {
      const integrationLatency = Math.round(performance.now() - started);
      const allowed = withAuthorizer(call, { ...verdict.context, integrationLatency });
      const { usageKey } = verdict;
      return { call: usageKey === undefined ? allowed : { ...allowed, usageKey }, outcome: undefined };
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
