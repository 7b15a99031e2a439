import type { SettingsItem } from '../../../lib/contract';
import type { Settings } from '../schema/settings';
import { historyView } from './history-view';

/** The settings; their defaults when nobody ever wrote them. */
export function settingsView(item: SettingsItem | undefined): Settings {
  if (item === undefined) return { enableCorsForOAuthEndpoints: false, version: 0, history: [] };
  const { enableCorsForOAuthEndpoints, version, updatedAt, updatedBy, history } = item;
  return { enableCorsForOAuthEndpoints, version, updatedAt, updatedBy, history: historyView(history) };
}
