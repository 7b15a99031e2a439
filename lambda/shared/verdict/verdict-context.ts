import {
  CONTEXT_ALLOW_CREDENTIALS,
  CONTEXT_ALLOW_ORIGIN,
  CONTEXT_CALLER,
  CONTEXT_CHALLENGE,
  CONTEXT_ENTRY,
  CONTEXT_EXPOSE_HEADERS,
  CONTEXT_HEADERS,
  CONTEXT_METHOD,
  CONTEXT_ORIGIN,
  CONTEXT_OUTCOME,
  CONTEXT_PATH,
  CONTEXT_PROBLEM,
  CONTEXT_REASON,
  CONTEXT_REFUSED,
  CONTEXT_REQUEST_ID,
  CONTEXT_TITLE,
  CONTEXT_TYPE,
  CONTEXT_VARY,
} from '../../../lib/contract';
import {
  problemOf,
  REASONS,
  type ProblemCode,
  type Reason,
  type ResponseHeaders,
  type Verdict,
} from '../../../lib/core';
import type { ApiCall } from '../event/api-call';
import { callerValues } from '../token/caller-values';
import type { CheckedCaller } from '../token/token-gate';

/** An authorizer's context. API Gateway turns every value into a string. */
export type VerdictContext = Readonly<Record<string, string>>;

/** The authorizer's verdict on the request that the middleware has. */
export interface PassedVerdict {
  readonly outcome: 'allow' | 'pass';
  readonly reason: Reason;
  readonly headers: ResponseHeaders;
  /** Whether the authorizer has checked the caller too. */
  readonly isCallerChecked: boolean;
}

/** Bytes of the context as JSON. API Gateway takes 8 KB for the whole result, of which the policy needs a part. */
export const MAX_CONTEXT_BYTES = 7_168;

/**
 * Keys that are left out of a context that is too large, in this order. The entry is for the access log alone. Without the path and
 * the origin the middleware judges by itself, and nothing is lost. Without the exposed headers, a page reads less of a gateway
 * response.
 */
const EXPENDABLE: readonly string[] = [CONTEXT_ENTRY, CONTEXT_PATH, CONTEXT_ORIGIN, CONTEXT_EXPOSE_HEADERS];

/** The body of a request that is let through, should a policy of the API deny it. */
const ACCESS_DENIED = problemOf('access_denied', '');

/** Writes a verdict into the authorizer's context, without the keys that do not apply. */
export function contextOf(call: ApiCall, verdict: Verdict): VerdictContext {
  const { outcome, reason } = verdict;
  const isRefused = outcome === 'refuse';
  const context = valuesOf(call, verdict, isRefused ? reason : 'access_denied');
  if (isRefused) context[CONTEXT_REFUSED] = reason;
  else context[CONTEXT_HEADERS] = JSON.stringify(verdict.headers);
  return fitted(context);
}

/**
 * The context of a request whose caller is not let in although its origin may be: a page that the verdict allows can read the
 * answer.
 *
 * @param headers those of the verdict, with what such an answer adds
 */
export function turnedAwayContext(
  call: ApiCall,
  verdict: Verdict,
  headers: ResponseHeaders,
  code: ProblemCode,
  challenge?: string,
): VerdictContext {
  const context = valuesOf(call, { ...verdict, outcome: 'refuse', headers }, code);
  if (challenge !== undefined) context[CONTEXT_CHALLENGE] = challenge;
  return fitted(context);
}

/**
 * The context of a verdict with what is known of the caller. Claims that do not fit are left out; values of an authorizer are all
 * there, because a backend may take one that is missing for one that does not apply.
 *
 * @param maxBytes of the context as JSON
 * @throws RangeError for values of an authorizer that do not fit
 */
export function callerContext(
  call: ApiCall,
  verdict: Verdict,
  caller: CheckedCaller,
  maxBytes = MAX_CONTEXT_BYTES,
): VerdictContext {
  const own = valuesOf(call, verdict, 'access_denied');
  own[CONTEXT_HEADERS] = JSON.stringify(verdict.headers);
  own[CONTEXT_CALLER] = caller.kind === 'accepted' ? 'token' : 'authorizer';
  const further = callerValues(caller);
  if (caller.kind === 'authorized') return fitted({ ...further, ...own }, maxBytes);
  const context = fitted(own, maxBytes);
  let bytes = bytesOf(context);
  for (const [name, value] of Object.entries(further)) {
    // A comma joins it to the others, in place of the two braces.
    const more = bytesOf({ [name]: value }) - 1;
    if (bytes + more > maxBytes) continue;
    context[name] = value;
    bytes += more;
  }
  return context;
}

/** Written key by key, because every request waits for it: an object that is copied without its gaps takes three times as long. */
function valuesOf(
  call: ApiCall,
  { entry, headers, outcome, reason }: Verdict,
  code: ProblemCode,
): Record<string, string> {
  const context: Record<string, string> = {};
  const origin = call.cors.origins[0];
  if (origin !== undefined) context[CONTEXT_ORIGIN] = origin;
  context[CONTEXT_METHOD] = call.method;
  context[CONTEXT_PATH] = call.path;
  if (call.extendedRequestId !== undefined) context[CONTEXT_REQUEST_ID] = call.extendedRequestId;
  context[CONTEXT_OUTCOME] = outcome;
  context[CONTEXT_REASON] = reason;
  if (entry !== undefined) context[CONTEXT_ENTRY] = entry.pattern;
  const problem = code === 'access_denied' ? ACCESS_DENIED : problemOf(code, '');
  context[CONTEXT_PROBLEM] = problem.code;
  context[CONTEXT_TITLE] = problem.title;
  context[CONTEXT_TYPE] = problem.type;
  const allowed = headers['Access-Control-Allow-Origin'];
  if (allowed !== undefined) context[CONTEXT_ALLOW_ORIGIN] = allowed;
  const credentials = headers['Access-Control-Allow-Credentials'];
  if (credentials !== undefined) context[CONTEXT_ALLOW_CREDENTIALS] = credentials;
  const exposed = headers['Access-Control-Expose-Headers'];
  if (exposed !== undefined) context[CONTEXT_EXPOSE_HEADERS] = exposed;
  const vary = headers['Vary'];
  if (vary !== undefined) context[CONTEXT_VARY] = vary;
  return context;
}

/**
 * The verdict in a context, if it is about this request; undefined otherwise. Another authorizer may write the same keys,
 * so the request id must be equal too. It must be the extended one: clients can set the other, and an authorizer that
 * copies headers into its context would then write a verdict that the client chose.
 */
export function verdictIn(context: unknown, call: ApiCall): PassedVerdict | undefined {
  if (typeof context !== 'object' || context === null) return undefined;
  const values = context as Readonly<Record<string, unknown>>;
  const subject = subjectOf(call);
  if (subject[CONTEXT_REQUEST_ID] === undefined || call.cors.origins.length > 1) return undefined;
  for (const [name, value] of Object.entries(subject)) if (values[name] !== value) return undefined;
  const outcome = values[CONTEXT_OUTCOME];
  const reason = values[CONTEXT_REASON];
  const headers = headersIn(values[CONTEXT_HEADERS]);
  if ((outcome !== 'allow' && outcome !== 'pass') || !isReason(reason) || headers === undefined) {
    return undefined;
  }
  return { outcome, reason, headers, isCallerChecked: values[CONTEXT_CALLER] !== undefined };
}

/** The request that a verdict is about. */
function subjectOf({ cors, method, path, extendedRequestId }: ApiCall): Record<string, string | undefined> {
  return {
    [CONTEXT_ORIGIN]: cors.origins[0],
    [CONTEXT_METHOD]: method,
    [CONTEXT_PATH]: path,
    [CONTEXT_REQUEST_ID]: extendedRequestId,
  };
}

/** The longest text of one UTF-16 unit in JSON: an escape such as `\u0000`. */
const MAX_BYTES_PER_UNIT = 6;
/** Bytes for the punctuation of one key: two pairs of quotes, a colon, a comma. */
const PUNCTUATION = 6;

/** The context itself, which may lose what is expendable. */
function fitted(context: Record<string, string>, maxBytes = MAX_CONTEXT_BYTES): Record<string, string> {
  let units = 0;
  for (const name of Object.keys(context)) {
    units += name.length + (context[name]?.length ?? 0) + PUNCTUATION;
  }
  // Most contexts are far from the limit, and need not be written out to know their size.
  if (units * MAX_BYTES_PER_UNIT <= maxBytes) return context;
  for (const name of EXPENDABLE) {
    if (bytesOf(context) <= maxBytes) return context;
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- an optional key of a map
    delete context[name];
  }
  if (bytesOf(context) <= maxBytes) return context;
  throw new RangeError('the values do not fit into an authorizer context');
}

function bytesOf(context: VerdictContext): number {
  return Buffer.byteLength(JSON.stringify(context));
}

function isReason(value: unknown): value is Reason {
  return typeof value === 'string' && Object.hasOwn(REASONS, value);
}

function headersIn(value: unknown): ResponseHeaders | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    return Object.values(parsed).every((item) => typeof item === 'string')
      ? (parsed as ResponseHeaders)
      : undefined;
  } catch {
    // We write JSON, so this is not our verdict.
    return undefined;
  }
}
