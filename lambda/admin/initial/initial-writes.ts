import type { InitialEntry } from '../../../lib/contract';
import type { AuditedEntries, Writer } from '../audit/audited-entries';
import type { AuditedSettings } from '../audit/audited-settings';
import type { RetryUntil } from './retry-until';

/** Entries that are written at a time. */
const PARALLEL_WRITES = 16;

/** The stores that the writes use. */
export interface InitialStores {
  readonly entries: AuditedEntries;
  readonly settings: AuditedSettings;
}

/** The result of the entries of a deployment. */
export interface InitialSummary {
  readonly created: number;
  /** Live entries that were there. */
  readonly kept: number;
  /** Patterns of entries that an administrator has deleted; they stay deleted. */
  readonly deleted: readonly string[];
  /** Patterns of entries that are over already. */
  readonly expired: readonly string[];
}

/** Creates what is absent, and nothing else. */
export class InitialWrites {
  private created = 0;
  private kept = 0;
  private readonly deleted: string[] = [];
  private readonly expired: string[] = [];

  constructor(
    private readonly stores: InitialStores,
    private readonly writer: Writer,
    private readonly retry: RetryUntil,
  ) {}

  get summary(): InitialSummary {
    const { created, kept, deleted, expired } = this;
    return { created, kept, deleted: [...deleted].sort(), expired: [...expired].sort() };
  }

  /** Entries that need nothing more. */
  get done(): number {
    return this.created + this.kept + this.deleted.length + this.expired.length;
  }

  /**
   * Creates those of the entries that are not there. As many as can be: one that fails does not stop the others.
   *
   * @throws StoreUnavailableError when not all could be written in time
   */
  async createEntries(entries: readonly InitialEntry[]): Promise<void> {
    // One iterator for all workers, so that each takes the next entry that nobody has taken.
    const queue = entries.values();
    const work = async (): Promise<void> => {
      for (const entry of queue) await this.createEntry(entry);
    };
    const ended = await Promise.allSettled(Array.from({ length: PARALLEL_WRITES }, work));
    const failed = ended.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  /** Switches CORS for OAuth endpoints on where nobody has ever written the settings. */
  async createSettings(): Promise<void> {
    const { settings } = this.stores;
    await this.retry.run(async () => {
      // Any item counts, also one that somebody else wrote badly.
      if ((await settings.read()) !== undefined) return;
      await settings.write(true, 0, this.writer);
    });
  }

  private async createEntry({ pattern, ...fields }: InitialEntry): Promise<void> {
    // The admin API refuses it as well; code, other than a request, is deployed again long after it was written.
    if (fields.expiresAt !== undefined && Date.parse(fields.expiresAt) <= this.writer.at) {
      this.expired.push(pattern);
      return;
    }
    const { entries } = this.stores;
    const { outcome } = await this.retry.run(() => entries.create(pattern, fields, this.writer));
    if (outcome === 'written') this.created++;
    else if (outcome === 'deleted') this.deleted.push(pattern);
    else this.kept++;
  }
}
