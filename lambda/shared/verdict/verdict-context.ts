import {
  CONTEXT_ALLOW_CREDENTIALS,
  CONTEXT_ALLOW_ORIGIN,
  CONTEXT_EXPOSE_HEADERS,
  CONTEXT_HEADERS,
  CONTEXT_METHOD,
  CONTEXT_ORIGIN,
  CONTEXT_OUTCOME,
  CONTEXT_PATH,
  CONTEXT_REASON,
  CONTEXT_REQUEST_ID,
  CONTEXT_TITLE,
  CONTEXT_TYPE,
  CONTEXT_VARY,
} from '../../../lib/contract';
import { problemOf, REASONS, type Verdict, type Reason, type ResponseHeaders } from '../../../lib/core';
import type { ApiCall } from '../event/api-call';

/** An authorizer's context: API Gateway turns every value into a string. */
export type VerdictContext = Readonly<Record<string, string>>;

/** A verdict that the authorizer reached on the very request that is at hand. */
export interface PassedVerdict {
  readonly outcome: 'allow' | 'pass';
  readonly reason: Reason;
  readonly headers: ResponseHeaders;
}

/** Bytes of the context as JSON. API Gateway takes 8 KB for the whole result; the policy takes its part. */
export const MAX_CONTEXT_BYTES = 7_168;

/** What is left out first where a context would be too large; a middleware then judges by itself. */
const EXPENDABLE: readonly string[] = [CONTEXT_PATH, CONTEXT_ORIGIN, CONTEXT_EXPOSE_HEADERS];

/** Writes a verdict into the authorizer's context. What does not apply is left out, and so is every header mapped from it. */
export function contextOf(call: ApiCall, verdict: Verdict): VerdictContext {
  const { headers, outcome, reason } = verdict;
  const problem = outcome === 'refuse' ? problemOf(reason, '') : undefined;
  return fitted({
    ...subjectOf(call),
    [CONTEXT_OUTCOME]: outcome,
    [CONTEXT_REASON]: reason,
    [CONTEXT_TITLE]: problem?.title,
    [CONTEXT_TYPE]: problem?.type,
    [CONTEXT_HEADERS]: outcome === 'refuse' ? undefined : JSON.stringify(headers),
    [CONTEXT_ALLOW_ORIGIN]: headers['Access-Control-Allow-Origin'],
    [CONTEXT_ALLOW_CREDENTIALS]: headers['Access-Control-Allow-Credentials'],
    [CONTEXT_EXPOSE_HEADERS]: headers['Access-Control-Expose-Headers'],
    [CONTEXT_VARY]: headers['Vary'],
  });
}

/**
 * The verdict in a context, when it is one on this very request; undefined otherwise, also for what another authorizer
 * wrote under the same keys.
 *
 * The request id ties the two together. Only the extended one does: clients can set the other, and so could make an
 * authorizer that copies headers into its context say what they like.
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
  return { outcome, reason, headers };
}

/** What a verdict is about. */
function subjectOf({ cors, method, path, extendedRequestId }: ApiCall): Record<string, string | undefined> {
  return {
    [CONTEXT_ORIGIN]: cors.origins[0],
    [CONTEXT_METHOD]: method,
    [CONTEXT_PATH]: path,
    [CONTEXT_REQUEST_ID]: extendedRequestId,
  };
}

function fitted(values: Readonly<Record<string, string | undefined>>): VerdictContext {
  const context: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) context[name] = value;
  const fits = (): boolean => Buffer.byteLength(JSON.stringify(context)) <= MAX_CONTEXT_BYTES;
  for (const name of EXPENDABLE) {
    if (fits()) return context;
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- an optional key of a map
    delete context[name];
  }
  if (fits()) return context;
  throw new RangeError('the headers of the verdict do not fit into an authorizer context');
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
    // No JSON of ours, so no verdict of ours.
    return undefined;
  }
}
