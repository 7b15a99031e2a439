import { foldPath } from './path-fold';
import { segmentsOf } from './rule-path';

const VERSION_SEGMENT = 2;
const VERSION_PLACE = /^\/services\/(data|async)\/([^/]+)/;
/** Servers that decode first cut a segment at these, so a version with one of them is not only a version. */
const ESCAPED_CUT = /%(?:3b|3f|23)/i;
/** The form of versions, by the API whose paths name them. */
const VERSIONS = { data: /^v([0-9]+)\.[0-9]+$/, async: /^([0-9]+)\.[0-9]+$/ } as const;

/**
 * Whether the path names an API version below the given one, or has a segment that is not a version where one must be. The
 * fold is what counts: a server may take `V52.0` for `v52.0`.
 */
export function isBelowVersion(path: string, first: number): boolean {
  const [, api, segment = ''] = VERSION_PLACE.exec(foldPath(path) ?? '') ?? [];
  // `/services/data` and `/services/async` themselves, and other paths, name none.
  if (api !== 'data' && api !== 'async') return false;
  const written = segmentsOf(path)[VERSION_SEGMENT] ?? '';
  const version = ESCAPED_CUT.test(written) ? undefined : VERSIONS[api].exec(segment)?.[1];
  return version === undefined || Number(version) < first;
}
