/** How the program ends. The numbers are documented in docs/command-line.md, and they never change. */
export const EXIT = {
  /** Done, or nothing to do. */
  done: 0,
  error: 1,
  /** A plan has changes. */
  changes: 2,
  invalid: 3,
  /** Not signed in, or not permitted. */
  notPermitted: 4,
  conflict: 5,
  /** The admin API cannot be reached, or is not available. */
  unavailable: 6,
  /** The verdict is not the one that `evaluate --expect` names. */
  notAsExpected: 7,
  /** A plan gives access, with `--fail-on-new-access`. */
  newAccess: 8,
} as const;

/** One of them. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
