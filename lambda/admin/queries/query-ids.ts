import { createHmac, timingSafeEqual } from 'node:crypto';
import { AdminProblem } from '../problem/admin-problem';

/** The questions that have ids; the id of one is none of another. */
export type QueryKind = 'refusals' | 'usage';

/** A query that was started, and how much of its answer was asked for. */
export interface AskedQuery {
  readonly queryId: string;
  /** The most items. */
  readonly limit: number;
  /** When the question was put to the log, in milliseconds since 1970. */
  readonly at: number;
}

const VERSION = '1';
const MAC_BYTES = 32;
/** Characters of an id; those that we hand out have about 120. */
const MAX_ID_LENGTH = 512;
/** A query runs for an hour at most. */
const LIFE_MILLIS = 2 * 60 * 60_000;

/**
 * The id that a caller gets for a query: the query's own id under a signature.
 *
 * AWS grants `logs:GetQueryResults` on every query of the account alone. Without the signature, whoever may use the route could read
 * the results of everybody's queries.
 */
export function signedId(key: Buffer, kind: QueryKind, { queryId, limit, at }: AskedQuery): string {
  const payload = Buffer.from([VERSION, kind, at, limit, queryId].join(' '));
  return Buffer.concat([macOf(key, payload), payload]).toString('base64url');
}

/**
 * The query behind an id that was handed out for this kind, and not long ago.
 *
 * @throws AdminProblem `query_not_found`
 */
export function queryOf(key: Buffer, kind: QueryKind, id: string, now: number): AskedQuery {
  const bytes = id.length <= MAX_ID_LENGTH ? Buffer.from(id, 'base64url') : Buffer.alloc(0);
  const payload = bytes.subarray(MAC_BYTES);
  // Written anew and compared, because several texts decode to the same bytes.
  const isWhole = payload.length > 0 && bytes.toString('base64url') === id;
  const isSigned = isWhole && timingSafeEqual(bytes.subarray(0, MAC_BYTES), macOf(key, payload));
  const [version, ofKind, at, limit, queryId] = isSigned ? payload.toString('utf8').split(' ') : [];
  const isOurs = version === VERSION && ofKind === kind && Math.abs(now - Number(at)) < LIFE_MILLIS;
  if (!isOurs || queryId === undefined) throw new AdminProblem('query_not_found');
  return { queryId, limit: Number(limit), at: Number(at) };
}

function macOf(key: Buffer, payload: Buffer): Buffer {
  return createHmac('sha256', key).update(payload).digest();
}
