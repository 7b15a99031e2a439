/** An error as a line of the log holds it. */
export interface ErrorFields {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly cause: ErrorFields | undefined;
}

/** Causes of causes that are written; a chain of causes may be a ring. */
const MAX_CAUSES = 5;

/** The fields of whatever was thrown. Further properties are left out: the errors of clients hold requests and answers. */
export function errorFields(thrown: unknown, causes = MAX_CAUSES): ErrorFields {
  const { name, message, stack, cause } = thrown instanceof Error ? thrown : new Error(String(thrown));
  const isTold = cause !== undefined && causes > 0;
  return { name, message, stack, cause: isTold ? errorFields(cause, causes - 1) : undefined };
}
