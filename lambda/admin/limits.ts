/*
 * Limits on what a caller can send, in one place; tests hold each at the limit and one past it. Those of an entry's own
 * fields are in the contract, because the constructs hold them too.
 */

/** Bytes of a request body: 1 MiB. */
export const MAX_BODY_BYTES = 1_048_576;
/** Nested objects and lists in a JSON body; no body of ours needs more than three. */
export const MAX_JSON_DEPTH = 32;
/** Field errors in one answer; Lambda ends at 6 MB, and one body can hold 200,000 unknown fields. */
export const MAX_FIELD_ERRORS = 1000;
/** Field errors of one line of an import. */
export const MAX_LINE_ERRORS = 10;
/** Lines of one import, entries of one page of an export. */
export const MAX_BULK_ENTRIES = 1000;
/** Bytes of the entries of one page of an export, so that a page is also a body that an import takes. */
export const MAX_EXPORT_BYTES = 1_000_000;
/** Bytes of a plan; Lambda ends at 6 MB. */
export const MAX_PLAN_BYTES = 5_000_000;
/** Entries of one page of the list. */
export const MAX_PAGE_ENTRIES = 200;
/** Entries of one page of the list where the request does not say. */
export const DEFAULT_PAGE_ENTRIES = 50;
/** Characters of a cursor; one for the longest key is shorter. */
export const MAX_CURSOR_LENGTH = 1024;
/** Characters of a caller's identity. */
export const MAX_IDENTITY_LENGTH = 256;
/** Characters of a URL in the simulator; API Gateway ends there with request line and headers together. */
export const MAX_URL_LENGTH = 10_240;
/** Characters of a method in the simulator. */
export const MAX_METHOD_LENGTH = 64;
/** Headers in the simulator. */
export const MAX_HEADERS = 100;
/** Characters of a header value, and of an origin, in the simulator. */
export const MAX_HEADER_LENGTH = 8192;
/** Minutes that a question for refused origins reaches back: one day. */
export const MAX_REFUSAL_MINUTES = 1440;
/** Days that a question for the use of entries reaches back: as long as the logs are kept by default. */
export const MAX_USAGE_DAYS = 90;
/** Bytes of an answer about use; Lambda ends at 6 MB. */
export const MAX_USAGE_BYTES = 5_000_000;
