import type { PlainResponse } from '../support/http-client';
import { CACHE_SECONDS, STALE_SECONDS } from './app';
import type { Instant, Timeline } from './timeline';

/** One request of the load, and its answer. */
export interface Exchange {
  readonly method: 'GET' | 'OPTIONS';
  readonly path: '/echo' | '/upstream' | '/token';
  /** Undefined for a request without `Origin`. */
  readonly origin: string | undefined;
  readonly sent: Instant;
  readonly answered: Instant;
  readonly response: PlainResponse;
}

/** The truth about the table, and about what was broken. */
export interface Truth {
  /** Whether the origin is let in by an entry; undefined for an origin that nobody ever lists. */
  readonly listed: Timeline<boolean> | undefined;
  readonly oauth: Timeline<boolean>;
  readonly tableBroken: Timeline<boolean>;
  readonly upstreamBroken: Timeline<boolean>;
}

/** For two clocks of one machine, and for an answer on its way. */
const SLACK = 300;
/** After a failure the table is not asked again for this long; and a look-up may wait 2 s for an answer. */
const PAUSE = 1_000 + 2_000;

/** The laws that an exchange breaks. */
export function brokenLaws(exchange: Exchange, truth: Truth): readonly string[] {
  return [...headerFaults(exchange), ...wrongAllow(exchange, truth), ...wrongRefusal(exchange, truth)];
}

/** An answer names the page that asked, or nobody; and it has one of the statuses that are documented for it. */
function headerFaults({ method, path, origin, response }: Exchange): readonly string[] {
  const allowed = response.header('Access-Control-Allow-Origin');
  const statuses = method === 'OPTIONS' ? [204, 403, 503] : [200, 403, 503];
  const known = path === '/upstream' && method === 'GET' ? [...statuses, 500, 502, 504] : statuses;
  return [
    ...(allowed === undefined || allowed === origin ? [] : [`the answer names ${allowed}`]),
    ...(response.header('Access-Control-Allow-Credentials') === undefined ? [] : ['credentials are allowed']),
    ...(known.includes(response.status) ? [] : [`the status is ${String(response.status)}`]),
    ...(response.status === 403 && allowed !== undefined ? ['a refusal can be read'] : []),
    ...(response.status === 204 && allowed === undefined ? ['a preflight says yes to nobody'] : []),
  ];
}

/** Nothing is allowed that was not allowed at some instant within the bound of the memory. */
function wrongAllow(exchange: Exchange, truth: Truth): readonly string[] {
  const { path, sent, answered, response } = exchange;
  const { listed, oauth, tableBroken } = truth;
  if (response.header('Access-Control-Allow-Origin') === undefined) return [];
  const wasBroken = tableBroken.mayHaveBeen(true, sent - PAUSE - SLACK, answered);
  const bound = (wasBroken ? STALE_SECONDS : CACHE_SECONDS) * 1000 + SLACK;
  const was = (timeline: Timeline<boolean>): boolean => timeline.mayHaveBeen(true, sent - bound, answered);
  if (listed === undefined) return ['an origin is allowed that was never listed'];
  return [
    ...(was(listed) ? [] : [`an origin is allowed ${String(bound)} ms after it left the list`]),
    ...(path !== '/token' || was(oauth) ? [] : ['the OAuth endpoint is open although the switch is off']),
  ];
}

/** With everything well, what is allowed is allowed, and what needs no look-up never fails. */
function wrongRefusal(exchange: Exchange, truth: Truth): readonly string[] {
  const { method, path, origin, sent, answered, response } = exchange;
  const isUpstream = path === '/upstream' && method === 'GET';
  const upstreamWell = !truth.upstreamBroken.mayHaveBeen(true, sent - SLACK, answered);
  if (origin === undefined) {
    const right =
      method === 'OPTIONS' ? response.status === 204 || response.status === 403 : response.status === 200;
    return right || (isUpstream && !upstreamWell)
      ? []
      : [`a request without Origin gets ${String(response.status)}`];
  }
  const since = sent - STALE_SECONDS * 1000 - PAUSE - SLACK;
  const always = (timeline: Timeline<boolean>): boolean => !timeline.mayHaveBeen(false, since, answered);
  const isOpen =
    truth.listed !== undefined && always(truth.listed) && (path !== '/token' || always(truth.oauth));
  if (!isOpen || truth.tableBroken.mayHaveBeen(true, since, answered)) return [];
  if (response.status === 403) return ['an origin is refused that is on the list'];
  if (isUpstream && !upstreamWell && response.header('Access-Control-Allow-Origin') === undefined) {
    return ['a page cannot read that the upstream failed'];
  }
  return [];
}
