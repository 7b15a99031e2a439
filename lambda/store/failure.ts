/** Errors with which DynamoDB asks for less: status 400 like a caller's mistake, and yet worth another attempt. */
const THROTTLING = ['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'];

/**
 * The name of what was thrown, for logs; the code of an error that has no name of its own, such as `ECONNRESET`. That of a failed
 * `fetch` is in its cause.
 */
export function failureName(error: unknown): string {
  if (!(error instanceof Error)) return 'UnknownError';
  const code = error.name === 'Error' ? codeOf(error) : codeOf(error.cause);
  return code ?? error.name;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Whether the same call may well succeed a moment later: everything but a plain answer that says no. */
export function isTransient(error: unknown): boolean {
  const status = httpStatusOf(error);
  return status === undefined || status < 400 || status > 499 || THROTTLING.includes(failureName(error));
}

/** Status of the answer behind an SDK error; undefined when there was none. */
function httpStatusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata as { readonly httpStatusCode?: number } | undefined;
  return metadata?.httpStatusCode;
}
