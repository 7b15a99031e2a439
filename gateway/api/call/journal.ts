/** What is written down about one request while it is served, for the log alone. */
export interface Journal {
  /** What functions wrote for this request, in order. */
  readonly lines: string[];
  /** What went wrong, for the person at the terminal; never part of an answer. */
  detail: string | undefined;
  integrationLatencyMs: number | undefined;
}

export function emptyJournal(): Journal {
  return { lines: [], detail: undefined, integrationLatencyMs: undefined };
}
