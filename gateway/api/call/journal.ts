/** Notes about one request while it is served. Only the log shows them. */
export interface Journal {
  /** The lines that functions wrote for this request, in order. */
  readonly lines: string[];
  /** Things that happen otherwise than on AWS, each in a sentence for the person at the terminal. */
  readonly notes: string[];
  /** The cause of an error, for the person at the terminal. No answer contains it. */
  detail: string | undefined;
  /** Why the service itself answered with something that no template shapes. */
  reason: string | undefined;
  integrationLatencyMs: number | undefined;
}

export function emptyJournal(): Journal {
  return { lines: [], notes: [], detail: undefined, reason: undefined, integrationLatencyMs: undefined };
}
