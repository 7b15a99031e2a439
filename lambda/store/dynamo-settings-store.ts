import { changesBetween, SETTINGS_KEY, type SettingsItem } from '../../lib/contract';
import { AllowlistTable, type TableOptions } from './allowlist-table';
import type { Change, SettingsStore, SettingsWrite } from './entry-store';
import { stampOf, withChange } from './history';
import { readSettingsItem } from './stored-items';
import { absent, unchanged } from './write-condition';

/** The settings in DynamoDB. */
export class DynamoSettingsStore implements SettingsStore {
  private readonly table: AllowlistTable;

  constructor(options: TableOptions) {
    this.table = new AllowlistTable(options);
  }

  async read(): Promise<SettingsItem | undefined> {
    const item = await this.table.get(SETTINGS_KEY);
    return item === undefined ? undefined : readSettingsItem(item);
  }

  async write(
    enableCorsForOAuthEndpoints: boolean,
    expectedVersion: number,
    change: Change,
  ): Promise<SettingsWrite> {
    const item = await this.table.get(SETTINGS_KEY);
    const settings = item === undefined ? undefined : readSettingsItem(item);
    if ((settings?.version ?? 0) !== expectedVersion) return { outcome: 'stale', settings };
    if ((settings?.enableCorsForOAuthEndpoints ?? false) === enableCorsForOAuthEndpoints) {
      return { outcome: 'written', settings, changed: false };
    }
    const next = changedSettings(settings, enableCorsForOAuthEndpoints, change);
    const put = await this.table.put(next, item === undefined ? absent() : unchanged(item));
    if (put.written) {
      const replaced = settings === undefined ? {} : { before: settings };
      return { outcome: 'written', settings: next, changed: true, ...replaced };
    }
    return {
      outcome: 'stale',
      settings: put.current === undefined ? undefined : readSettingsItem(put.current),
    };
  }
}

function changedSettings(
  before: SettingsItem | undefined,
  enableCorsForOAuthEndpoints: boolean,
  change: Change,
): SettingsItem {
  const { at: updatedAt, by: updatedBy } = stampOf(change);
  const next = {
    ...SETTINGS_KEY,
    enableCorsForOAuthEndpoints,
    version: (before?.version ?? 0) + 1,
    updatedAt,
    updatedBy,
    history: before?.history ?? [],
  };
  const was = { enableCorsForOAuthEndpoints: before?.enableCorsForOAuthEndpoints };
  const changes = changesBetween(was, { enableCorsForOAuthEndpoints });
  return withChange(next, change, before === undefined ? 'create' : 'update', changes);
}
