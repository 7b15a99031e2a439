import type { AdminWarning, AdminWarningCode } from '../../../lib/contract';
import { publicSuffixKind } from '../../../lib/contract/public-suffixes';
import { isSharedByForm, isSharedEntry, parsePattern } from '../../../lib/core';
import type { EntrySummary } from '../../store/entry-store';

/** The origin that every Capacitor app on Android has. */
const ANDROID_APPS = 'https://localhost';
/** A name below `.localhost`; a wildcard over such names is not a pattern. */
const BELOW_LOCALHOST = /^https?:\/\/[^/:]+\.localhost(?::\d+)?$/;

/** Finds entries that work and should still be looked at: entries that are older than a rule, and origins that strangers can have. */
export function entryWarnings(entry: EntrySummary): readonly AdminWarning[] {
  const { sk: pattern, allowSharedOrigin } = entry;
  const warnings: AdminWarning[] = [];
  const warn = (code: AdminWarningCode, text: string): void => {
    warnings.push({ code, text });
  };
  const parsed = parsePattern(pattern, {
    allowSharedOrigin: allowSharedOrigin === true,
    publicSuffixes: publicSuffixKind,
  });
  if (!parsed.valid) {
    warn('refused_today', `A new entry with this pattern is refused (${parsed.code}): ${parsed.message}`);
  }
  if (allowSharedOrigin !== true && isSharedByForm(pattern)) {
    warn(
      'never_matches',
      'The entry never matches: it does not say allowSharedOrigin, which its pattern needs.',
    );
  } else if (allowSharedOrigin !== true && isSharedEntry({ ...entry, pattern, expiresAt: undefined })) {
    warn(
      'not_with_credentials',
      'Strangers can register names that the pattern covers, so the entry does not count where answers carry credentials.',
    );
  }
  if (pattern === ANDROID_APPS) {
    warn('shared_origin', 'Every Capacitor app on Android has this origin, whoever made it.');
  } else if (BELOW_LOCALHOST.test(pattern)) {
    warn('shared_origin', 'Every program on the computer of a visitor can have this origin.');
  }
  return warnings;
}
