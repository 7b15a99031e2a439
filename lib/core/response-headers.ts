import type { ResponseHeaders } from './verdict';
import { mergeExposedHeaders, mergeVary } from './header-names';
import { REFUSED_HEADER } from './verdict-headers';

const EXPOSE = 'Access-Control-Expose-Headers';
const REFUSED = REFUSED_HEADER.toLowerCase();

/** Response headers in order, names in any case, repeats kept: what an HTTP response really has. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/**
 * A backend's response headers with the verdict's written over them: CORS headers that the backend sent are replaced, or
 * removed where the verdict sets none, and so is `Cors-Refused`; `Vary` is merged; names that the backend exposes are added to ours.
 *
 * @see https://fetch.spec.whatwg.org/#http-responses
 */
export function withVerdictHeaders(backend: HeaderList, verdict: ResponseHeaders): HeaderList {
  const written = new Map(Object.entries(verdict));
  if (verdict.Vary !== undefined) written.set('Vary', mergeVary(valuesOf(backend, 'vary'), verdict.Vary));
  const exposed = mergeExposedHeaders(verdict[EXPOSE] ?? '', valuesOf(backend, EXPOSE.toLowerCase()));
  // A pass exposes nothing, whatever the backend says.
  if (verdict['Access-Control-Allow-Origin'] !== undefined && exposed !== '') written.set(EXPOSE, exposed);
  const replaced = new Set([...written.keys()].map((name) => name.toLowerCase()));
  const kept = backend.filter(([name]) => !isVerdictHeader(name) && !replaced.has(name.toLowerCase()));
  return [...kept, ...written];
}

/** Whether only the verdict may say this header. */
function isVerdictHeader(name: string): boolean {
  const folded = name.toLowerCase();
  return folded.startsWith('access-control-') || folded === REFUSED;
}

/** The values of one header, in order. */
export function valuesOf(headers: HeaderList, lowerCaseName: string): readonly string[] {
  return headers.filter(([name]) => name.toLowerCase() === lowerCaseName).map(([, value]) => value);
}
