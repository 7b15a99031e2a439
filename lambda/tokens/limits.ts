/*
 * Limits of token checks. Tests try each at the limit and one past it.
 */

/** Characters of a token. API Gateway takes 10,240 bytes of headers in all. */
export const MAX_TOKEN_LENGTH = 8192;
/** Characters of the id of a key. */
export const MAX_KEY_ID_LENGTH = 256;
/** Bytes of an issuer's metadata or key set; usual ones have 1 to 10 kB. */
export const MAX_DOCUMENT_BYTES = 262_144;
/** Keys of a key set that are looked at. */
export const MAX_KEYS = 100;
/** Milliseconds for metadata and keys together. */
export const FETCH_MILLIS = 4_000;
/** Milliseconds for which keys are used without asking again. */
export const FRESH_MILLIS = 600_000;
/** Milliseconds after that for which they are still used while the issuer fails. */
export const STALE_MILLIS = 3_600_000;
/** Milliseconds for which a failure is answered without asking again. */
export const RETRY_MILLIS = 5_000;
/** Milliseconds for which no further unknown key id makes a request: anybody can invent one. */
export const COOL_DOWN_MILLIS = 10_000;
/** Milliseconds that an authorizer may take to answer. */
export const AUTHORIZER_MILLIS = 5_000;
/** Answers of an authorizer that are kept at once. */
export const MAX_KEPT_ANSWERS = 1_000;
