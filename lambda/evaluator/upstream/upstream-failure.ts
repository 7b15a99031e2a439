import type { Failure } from '../../../lib/core';

/** The codes of upstream failures, which clients see. */
export type UpstreamFailureCode = Extract<Failure, `upstream_${string}`>;

/** An upstream gave no answer that can be passed on. The detail is for the log; clients see only the code. */
export class UpstreamFailure extends Error {
  override readonly name = 'UpstreamFailure';

  constructor(
    readonly code: UpstreamFailureCode,
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`);
  }
}
