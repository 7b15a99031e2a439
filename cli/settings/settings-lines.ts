import type { Settings } from '../api/shapes';
import { historyLines, timeText } from '../origins/entry-lines';
import { oneLine } from '../terminal/table';

/** The settings, for a person. */
export function settingsLines({
  enableCorsForOAuthEndpoints: isOn,
  version,
  updatedAt,
  updatedBy,
  history = [],
}: Settings): readonly string[] {
  const changed =
    updatedAt === undefined ? 'never' : `${timeText(updatedAt)} by ${oneLine(updatedBy ?? 'unknown')}`;
  return [
    `Enable CORS for OAuth endpoints  ${isOn ? 'on' : 'off'}`,
    `version                          ${String(version)}`,
    `changed                          ${changed}`,
    ...historyLines(history),
  ];
}
