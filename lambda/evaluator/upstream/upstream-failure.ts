import type { Failure } from '../../../lib/core';

/** Failures of an upstream, by the code that a client gets to see. */
export type UpstreamFailureCode = Extract<Failure, `upstream_${string}`>;

/** An upstream that gave no answer that can be passed on. The detail is for the log: clients see the code alone. */
export class UpstreamFailure extends Error {
  override readonly name = 'UpstreamFailure';

  constructor(
    readonly code: UpstreamFailureCode,
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`);
  }
}
