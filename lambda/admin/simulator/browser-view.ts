import { isNavigation, listElements, type CorsRequest, type Verdict } from '../../../lib/core';
import type { Evaluation, Simulation } from '../schema/evaluate';
import { isForbiddenHeader, isSafelistedHeader } from './fetch-headers';

type BrowserView = Evaluation['browser'];

/** Methods that a page may use without asking. @see https://fetch.spec.whatwg.org/#cors-safelisted-method */
const SAFELISTED_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST']);

/** A request of a page, the verdict on it, and the engine to ask about the preflight. */
export interface PageRequest {
  readonly input: Simulation;
  readonly request: CorsRequest;
  readonly verdict: Verdict;
  readonly judge: (request: CorsRequest) => Verdict;
}

/**
 * The part of the browser: whether the page can read the answer, and why not.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function browserView({ input, request, verdict, judge }: PageRequest): BrowserView {
  const isCrossOrigin = request.origins.length > 0 && verdict.reason !== 'same_origin';
  // A navigation shows the answer, and no page reads it.
  if (!isCrossOrigin || (isNavigation(request) && verdict.outcome === 'pass')) return { blocked: false };
  const asked = request.requestedMethod === undefined ? askedBy(input) : undefined;
  const because =
    asked === undefined || asked.isSimple
      ? undefined
      : preflightFault(judge(preflightFor(request, asked)), asked);
  const fault = because ?? answerFault(input, request, verdict);
  return fault === undefined ? { blocked: false } : { blocked: true, because: fault };
}

/** The method and the header names that a preflight has to ask for. */
interface Asked {
  readonly method: string;
  readonly names: readonly string[];
  readonly isSimple: boolean;
}

function askedBy({ method, headers = {} }: Simulation): Asked {
  const names = Object.entries(headers)
    .filter(([name, value]) => !isForbiddenHeader(name) && !isSafelistedHeader(name, value))
    .map(([name]) => name.toLowerCase())
    .sort();
  return { method, names, isSimple: SAFELISTED_METHODS.has(method) && names.length === 0 };
}

function preflightFor(request: CorsRequest, { method, names }: Asked): CorsRequest {
  return {
    ...request,
    method: 'OPTIONS',
    requestedMethod: method,
    requestedHeaders: names.length === 0 ? undefined : names.join(','),
  };
}

/** @see https://fetch.spec.whatwg.org/#cors-preflight-fetch */
function preflightFault(preflight: Verdict, { method, names }: Asked): string | undefined {
  if (preflight.outcome !== 'allow') return `The preflight is refused: ${preflight.reason}.`;
  const { headers } = preflight;
  const methods = listElements(headers['Access-Control-Allow-Methods'] ?? '');
  if (!SAFELISTED_METHODS.has(method) && !methods.includes(method)) {
    return `The endpoint does not list the method ${method}; it lists ${methods.join(', ')}.`;
  }
  const allowed = new Set(
    listElements(headers['Access-Control-Allow-Headers'] ?? '').map((name) => name.toLowerCase()),
  );
  const missing = names.filter((name) => !allowed.has(name));
  return missing.length === 0 ? undefined : `The endpoint does not allow the header ${missing.join(', ')}.`;
}

function answerFault(input: Simulation, request: CorsRequest, verdict: Verdict): string | undefined {
  const { outcome, reason, headers } = verdict;
  if (outcome === 'refuse') return `The request is refused: ${reason}.`;
  if (request.secFetchMode === 'no-cors')
    return 'A page cannot read the answer to a request in the mode no-cors.';
  if (headers['Access-Control-Allow-Origin'] === undefined) {
    return `The answer has no Access-Control-Allow-Origin: ${reason}.`;
  }
  const sends = Object.keys(input.headers ?? {}).some((name) => name.toLowerCase() === 'cookie');
  if (!sends || headers['Access-Control-Allow-Credentials'] === 'true') return undefined;
  return 'The page sends credentials (credentials: "include", as beacons always do), and the endpoint does not take them.';
}
