import type { ExitCode } from './exit-code';

/** Ends a command. The message is a sentence for a person; `fix` says how to go on. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    readonly exitCode: ExitCode,
    /** A name for programs. */
    readonly code: string,
    message: string,
    readonly fix?: string,
  ) {
    super(message);
  }

  /** The one line that a person reads. */
  get sentence(): string {
    return this.fix === undefined ? this.message : `${this.message} (fix: ${this.fix})`;
  }
}
