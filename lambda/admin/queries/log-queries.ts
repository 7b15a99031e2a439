/** A question to the log of the seats. */
export interface LogQuestion {
  /** In the language of CloudWatch Logs Insights: one of the texts of the contract. */
  readonly text: string;
  /** How far back the question reaches from now. */
  readonly minutes: number;
}

/** A question that was put to the log. */
export interface StartedQuery {
  /** The id under which its answer can be read. */
  readonly queryId: string;
  /** When it was put, in milliseconds since 1970: its answer knows nothing later. */
  readonly at: number;
}

/** A row of an answer: values by the name of the column. A column without a value is missing. */
export type LogRow = Readonly<Record<string, string>>;

/** An answer; rows are there once it is complete. */
export interface LogAnswer {
  readonly status: 'running' | 'complete' | 'failed';
  readonly rows: readonly LogRow[];
}

/** The log of the seats, which answers in its own time. */
export interface LogQueries {
  /**
   * Starts a question, or gives one that was started a moment ago.
   *
   * @throws AdminProblem `query_limit`, `refusals_unavailable`, `log_unavailable`
   */
  start(question: LogQuestion): Promise<StartedQuery>;
  /**
   * Reads an answer.
   *
   * @throws AdminProblem `query_not_found`, `query_limit`, `log_unavailable`
   */
  read(queryId: string): Promise<LogAnswer>;
}

/** Values of the columns that hold an instant: milliseconds since 1970, or the form in which Insights shows times in UTC. */
export function instantIn(row: LogRow, column: string): string {
  const text = row[column] ?? '';
  const millis = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Date.parse(`${text.replace(' ', 'T')}Z`);
  if (Number.isNaN(millis)) throw new Error(`the log answered with a ${column} that is no time`);
  return new Date(millis).toISOString();
}
