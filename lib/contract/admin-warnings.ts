/** Warnings of the admin API, by code: what is taken, and still should be changed. */
export const ADMIN_WARNINGS = {
  renamed_field: 'The field has another name now.',
  refused_today: 'A new entry with this pattern is refused by the rules of today.',
  not_with_credentials: 'The entry does not count where answers carry credentials.',
  never_matches: 'The entry never matches.',
  shared_origin: 'Strangers can have this origin too.',
} as const;

/** The code of a warning. */
export type AdminWarningCode = keyof typeof ADMIN_WARNINGS;

/** A warning. */
export interface AdminWarning {
  readonly code: AdminWarningCode;
  /** A sentence that says what should be changed. */
  readonly text: string;
}
