/*
 * The closed list of problems that the admin API answers with: status, and the sentence that documents the code. What API
 * Gateway answers by itself in front of it has codes of `FAILURES` beside these.
 */

/** Problems of a whole request, by code. */
export const ADMIN_PROBLEMS = {
  bad_event: { status: 400, title: 'The request could not be read.' },
  bad_json: { status: 400, title: 'The body is not one unambiguous JSON value in UTF-8.' },
  bad_xml: { status: 400, title: 'The body is not a CorsWhitelistOrigin document in UTF-8.' },
  bad_if_match: { status: 400, title: 'If-Match must be one entity tag, as the ETag header gave it.' },
  bad_cursor: { status: 400, title: 'The cursor does not belong to this list with these filters.' },
  not_authenticated: { status: 401, title: 'The request does not say who makes it.' },
  not_permitted: { status: 403, title: 'The caller lacks the permission for this route.' },
  not_found: { status: 404, title: 'The admin API has no such route.' },
  entry_not_found: { status: 404, title: 'There is no entry with this id.' },
  query_not_found: {
    status: 404,
    title: 'There is no such question to the log, or it is too old; ask again.',
  },
  method_not_allowed: { status: 405, title: 'The route does not take this method.' },
  entry_exists: { status: 409, title: 'An entry with this pattern exists already.' },
  entry_deleted: { status: 409, title: 'The entry is deleted; it can be restored.' },
  entry_not_deleted: { status: 409, title: 'The entry is not deleted, so there is nothing to restore.' },
  stale_version: { status: 412, title: 'Somebody changed it in the meantime; read it again.' },
  body_too_large: { status: 413, title: 'The body is larger than 1 MiB.' },
  plan_too_large: {
    status: 413,
    title: 'A plan takes 1,000 lines, a list of 20,000 entries and an answer of 5 MB at most.',
  },
  unsupported_media_type: { status: 415, title: 'The body has another media type than this route takes.' },
  validation_failed: { status: 422, title: 'Some fields are not acceptable; every one of them is listed.' },
  too_many_to_sort: {
    status: 422,
    title: 'The allowlist has too many entries to sort by a time; sort by pattern, or give a prefix.',
  },
  precondition_required: {
    status: 428,
    title: 'A change needs the header If-Match with the ETag of what is changed.',
  },
  query_limit: { status: 429, title: 'Too many questions are put to the log at once; try again later.' },
  internal_error: { status: 500, title: 'The admin API failed; the log has the reason.' },
  simulator_unavailable: { status: 501, title: 'The simulator does not know the policy of the gateway.' },
  refusals_unavailable: { status: 501, title: 'The admin API does not know the log of the gateway.' },
  verdicts_not_logged: {
    status: 501,
    title: 'The log does not say it: verdictLog of the allowlist is none, so verdicts have no lines.',
  },
  log_unavailable: { status: 503, title: 'The log could not be asked; try again.' },
  store_unavailable: { status: 503, title: 'The table could not be read or written; try again.' },
} as const;

/** The code of a problem. */
export type AdminProblemCode = keyof typeof ADMIN_PROBLEMS;
