import type { ResponseHeaders } from './verdict';
import { mergeExposedHeaders, mergeVary } from './header-names';

const EXPOSE = 'Access-Control-Expose-Headers';

/** Response headers in order, names in any case, repeats kept: what an HTTP response really has. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/**
 * A backend's response headers with the verdict's written over them: CORS headers that the backend sent are replaced, or
 * removed where the verdict sets none; `Vary` is merged; names that the backend exposes are added to ours.
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
  const kept = backend.filter(([name]) => !isCorsHeader(name) && !replaced.has(name.toLowerCase()));
  return [...kept, ...written];
}

function isCorsHeader(name: string): boolean {
  return name.toLowerCase().startsWith('access-control-');
}

/** The values of one header, in order. */
export function valuesOf(headers: HeaderList, lowerCaseName: string): readonly string[] {
  return headers.filter(([name]) => name.toLowerCase() === lowerCaseName).map(([, value]) => value);
}
