import { publicLinks, publicParameters, publicQuoted, publicRefresh } from './header-references';
import { publicLocation } from './location';
import type { Passage } from './passage';
import { publicCookie } from './set-cookie';

type Translation = (value: string, passage: Passage) => string;

/** Response headers that name places, and how a place of the upstream in them becomes the gateway's. */
const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  'content-location': publicLocation,
  link: publicLinks,
  location: publicLocation,
  refresh: publicRefresh,
  'reporting-endpoints': publicQuoted,
  'service-worker-allowed': publicLocation,
  'set-cookie': publicCookie,
  sourcemap: publicLocation,
  'www-authenticate': publicParameters,
  'x-pingback': publicLocation,
  'x-sourcemap': publicLocation,
};

/**
 * Response headers that are about the upstream's own host or for a proxy in front of it. From the gateway they would lead
 * clients past it (`Alt-Svc`), bind its name to the upstream's keys, or send reports on it elsewhere.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7838#section-3
 */
const DROPPED: ReadonlySet<string> = new Set([
  'alt-svc',
  'alternate-protocol',
  'nel',
  'public-key-pins',
  'public-key-pins-report-only',
  'report-to',
  'x-reproxy-url',
  'x-sendfile',
]);

/** Whether a response header of the upstream must not reach clients. */
export function staysBehind(name: string): boolean {
  const lower = name.toLowerCase();
  return DROPPED.has(lower) || lower.startsWith('x-accel-');
}

/** The value of a response header for a client of the gateway. */
export function publicValue(name: string, value: string, passage: Passage): string {
  const lower = name.toLowerCase();
  return Object.hasOwn(TRANSLATIONS, lower) ? (TRANSLATIONS[lower]?.(value, passage) ?? value) : value;
}
