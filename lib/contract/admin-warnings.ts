/** Warnings of the admin API, by code: what is taken, and still should be changed. */
export const ADMIN_WARNINGS = {
  renamed_field: 'The field has another name now.',
} as const;

/** The code of a warning. */
export type AdminWarningCode = keyof typeof ADMIN_WARNINGS;

/** A warning. */
export interface AdminWarning {
  readonly code: AdminWarningCode;
  /** A sentence that says what should be changed. */
  readonly text: string;
}
