import type { EntryFields } from '../../../lib/contract';
import type { Change, EntryStore, EntryWrite, NextFields } from '../../store/entry-store';
import type { AdminLog, AuditRecord } from '../log/admin-log';
import { listedEntry } from '../view/entry-view';

/** Whose writes are audited. */
export interface Writer extends Change {
  readonly requestId: string;
}

/** The writes of the store, each with one audit line when it changed something. */
export class AuditedEntries {
  constructor(
    private readonly store: EntryStore,
    private readonly log: AdminLog,
  ) {}

  async create(pattern: string, fields: EntryFields, writer: Writer): Promise<EntryWrite> {
    return this.audited('create', await this.store.create(pattern, fields, writer), writer);
  }

  async update(pattern: string, fields: NextFields, version: number, writer: Writer): Promise<EntryWrite> {
    return this.audited('update', await this.store.update(pattern, fields, version, writer), writer);
  }

  async remove(pattern: string, version: number, writer: Writer): Promise<EntryWrite> {
    return this.audited('delete', await this.store.remove(pattern, version, writer), writer);
  }

  async restore(pattern: string, version: number, writer: Writer, fields?: NextFields): Promise<EntryWrite> {
    return this.audited('restore', await this.store.restore(pattern, version, writer, fields), writer);
  }

  private audited(action: AuditRecord['action'], write: EntryWrite, writer: Writer): EntryWrite {
    if (write.outcome !== 'written' || !write.changed) return write;
    const { by, at, requestId } = writer;
    const before = write.before === undefined ? undefined : listedEntry(write.before, at);
    this.log.audit({ requestId, by, action, target: 'entry', before, after: listedEntry(write.entry, at) });
    return write;
  }
}
