import type { SettingsItem } from '../../../lib/contract';
import type { SettingsStore, SettingsWrite } from '../../store/entry-store';
import type { AdminLog, AuditRecord } from '../log/admin-log';
import type { Writer } from './audited-entries';
import { settingsView } from '../view/settings-view';

/** The settings of the store, with one audit line for each write that changed something. */
export class AuditedSettings {
  constructor(
    private readonly store: SettingsStore,
    private readonly log: AdminLog,
  ) {}

  async read(): Promise<SettingsItem | undefined> {
    return this.store.read();
  }

  async write(enableCorsForOAuthEndpoints: boolean, version: number, writer: Writer): Promise<SettingsWrite> {
    const write = await this.store.write(enableCorsForOAuthEndpoints, version, writer);
    if (write.outcome === 'written' && write.changed) {
      const action = write.before === undefined ? 'create' : 'update';
      const before = write.before === undefined ? undefined : audited(write.before);
      const { requestId, by } = writer;
      this.log.audit({ requestId, by, action, target: 'settings', before, after: audited(write.settings) });
    }
    return write;
  }
}

/** Settings without their history. */
function audited(item: SettingsItem | undefined): AuditRecord['after'] {
  const { enableCorsForOAuthEndpoints, version, updatedAt, updatedBy } = settingsView(item);
  return { enableCorsForOAuthEndpoints, version, updatedAt, updatedBy };
}
