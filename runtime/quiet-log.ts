import { VerdictLog } from '../lambda/shared/log/verdict-log';

/** A log for tests: verdicts leave no lines between those of the test runner, failures do. */
export class QuietLog extends VerdictLog {
  override verdict(): void {
    // Nothing: see above.
  }

  override clientSecretSeen(): void {
    // Nothing: see above.
  }

  override tokenRefused(): void {
    // Nothing: see above.
  }
}
