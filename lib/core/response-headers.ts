import type { ResponseHeaders } from './decision';
import { mergeExposedHeaders, mergeVary } from './header-names';

/** Response headers in order, names in any case, repeats kept: what an HTTP response really has. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/**
 * A backend's response headers with the verdict's written over them: CORS headers that the backend sent are replaced, or
 * removed where the verdict sets none; `Vary` is merged; names that the backend exposes are added to ours.
 *
 * @see https://fetch.spec.whatwg.org/#http-responses
 */
export function withVerdictHeaders(backend: HeaderList, verdict: ResponseHeaders): HeaderList {
  const kept = backend.filter(([name]) => !isOurs(name.toLowerCase()));
  const ours = Object.entries(verdict).map(([name, value]) => [name, merged(name, value, backend)] as const);
  // A backend's answer that is not an HTTP cache's business stays so; the verdict only ever adds.
  const replaced = new Set(ours.map(([name]) => name.toLowerCase()));
  return [...kept.filter(([name]) => !replaced.has(name.toLowerCase())), ...ours];
}

function isOurs(name: string): boolean {
  return name === 'vary' || name.startsWith('access-control-');
}

function merged(name: string, value: string, backend: HeaderList): string {
  if (name === 'Vary') return mergeVary(valuesOf(backend, 'vary'), value);
  if (name !== 'Access-Control-Expose-Headers') return value;
  return mergeExposedHeaders(value, valuesOf(backend, 'access-control-expose-headers'));
}

function valuesOf(headers: HeaderList, lowerCaseName: string): readonly string[] {
  return headers.filter(([name]) => name.toLowerCase() === lowerCaseName).map(([, value]) => value);
}
