/*
 * The closed list of problems that the admin API answers with: status, and the sentence that documents the code.
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
  method_not_allowed: { status: 405, title: 'The route does not take this method.' },
  entry_exists: { status: 409, title: 'An entry with this pattern exists already.' },
  entry_deleted: { status: 409, title: 'The entry is deleted; it can be restored.' },
  entry_not_deleted: { status: 409, title: 'The entry is not deleted, so there is nothing to restore.' },
  stale_version: { status: 412, title: 'Somebody changed it in the meantime; read it again.' },
  body_too_large: { status: 413, title: 'The body is larger than 1 MiB.' },
  unsupported_media_type: { status: 415, title: 'The body has another media type than this route takes.' },
  validation_failed: { status: 422, title: 'Some fields are not acceptable; every one of them is listed.' },
  precondition_required: {
    status: 428,
    title: 'A change needs the header If-Match with the ETag of what is changed.',
  },
  internal_error: { status: 500, title: 'The admin API failed; the log has the reason.' },
  simulator_unavailable: { status: 501, title: 'The simulator does not know the policy of the gateway.' },
  store_unavailable: { status: 503, title: 'The table could not be read or written; try again.' },
} as const;

/** The code of a problem. */
export type AdminProblemCode = keyof typeof ADMIN_PROBLEMS;

/** Why one field is not acceptable, in words for a person; reasons of the pattern language come beside these. */
export const FIELD_PROBLEMS = {
  unknown_field: 'There is no field of this name.',
  unknown_parameter: 'There is no parameter of this name.',
  duplicate_field: 'The field stands there more than once.',
  required: 'The field is required.',
  wrong_type: 'The value has the wrong type.',
  too_long: 'The value is too long.',
  too_many: 'The list is too long.',
  bad_value: 'The value is none of those that the field takes.',
  bad_format: 'The value does not have the form of this field.',
  bad_text: 'The text holds a control character or half a character.',
  too_deep: 'The value is nested too deeply.',
  expires_in_past: 'The time is not in the future.',
  pattern_immutable: 'The pattern of an entry cannot be changed; create another entry.',
  bad_url: 'The value is not a URL that the gateway could be asked for.',
} as const;

/** The code of a field problem that is none of the pattern language. */
export type FieldProblemCode = keyof typeof FIELD_PROBLEMS;

/** Why a line of an import was not written, besides what is wrong with its fields and the problems of a request. */
export const LINE_PROBLEMS = {
  duplicate_line: 'A line before has the same pattern; that one counts.',
  entry_expired: 'The entry has expired, and metadata does not say until when it should be; set expiresAt.',
  time_over: 'The time was over before the line was done; make the call again.',
} as const;
