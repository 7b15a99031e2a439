/**
 * Why a line of an import was not written, in words for a person, besides what is wrong with its fields and the problems of
 * a request; the lists of those are in the contract.
 */
export const LINE_PROBLEMS = {
  duplicate_line: 'A line before has the same pattern; that one counts.',
  entry_expired: 'The entry has expired, and metadata does not say until when it should be; set expiresAt.',
  time_over: 'The time was over before the line was done; make the call again.',
} as const;
