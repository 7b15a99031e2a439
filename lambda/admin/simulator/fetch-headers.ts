/** Headers that only the browser sets. @see https://fetch.spec.whatwg.org/#forbidden-request-header */
const FORBIDDEN: ReadonlySet<string> = new Set(
  (
    'accept-charset accept-encoding access-control-request-headers access-control-request-method connection ' +
    'content-length cookie cookie2 date dnt expect host keep-alive origin referer set-cookie te trailer ' +
    'transfer-encoding upgrade via user-agent'
  ).split(' '),
);
/** Values of `Content-Type` that a form can send. */
const FORM_TYPES: ReadonlySet<string> = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
]);
/** Bytes that `Accept` and `Content-Type` must not hold. @see https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte */
// eslint-disable-next-line no-control-regex -- the standard names control characters
const UNSAFE = /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/;
const LANGUAGE = /^[0-9A-Za-z *,\-.;=]*$/;
const RANGE = /^bytes=\d+-\d*$/;
const MAX_VALUE_LENGTH = 128;

/** Whether a page cannot set the header, so that no preflight asks for it. */
export function isForbiddenHeader(name: string): boolean {
  const folded = name.toLowerCase();
  return FORBIDDEN.has(folded) || folded.startsWith('sec-') || folded.startsWith('proxy-');
}

/**
 * Whether a page may send the header without asking.
 *
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 */
export function isSafelistedHeader(name: string, value: string): boolean {
  if (value.length > MAX_VALUE_LENGTH) return false;
  switch (name.toLowerCase()) {
    case 'accept':
      return !UNSAFE.test(value);
    case 'accept-language':
    case 'content-language':
      return LANGUAGE.test(value);
    case 'content-type':
      return !UNSAFE.test(value) && FORM_TYPES.has((value.split(';')[0] ?? '').trim().toLowerCase());
    case 'range':
      return RANGE.test(value);
    default:
      return false;
  }
}
