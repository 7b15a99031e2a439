import { OBSERVE_MODE } from './observe-mode';
import { ALLOWLISTED, ENTRY_STATES, INVALID_ROWS, MATCHES, PUBLIC_SUFFIX_ENTRIES } from './allowlisted';
import { APPS_AND_EXTENSIONS } from './apps';
import { CROSS_SITE_READS_REFUSED } from './cross-site-reads';
import type { DecisionCase } from './decision-case';
import { EXTENSIONS, EXTENSIONS_AND_OAUTH } from './extensions';
import { OPTIONS_REQUESTS, PREFLIGHT_HEADERS, PREFLIGHTS } from './preflights';
import { PRECEDENCE } from './precedence';
import {
  CLOSED_PATHS,
  EXTENSIONS_SAME_ORIGIN,
  NEAR_MISSES,
  OAUTH_OFF,
  ORIGIN_VALUES,
  UNREADABLE_ALLOWLIST,
  UNSUPPORTED_HOSTS,
} from './refused';
import { REPORT_MODE } from './report-mode';
import { SPELLINGS } from './spellings';
import { NAVIGATIONS, OWN_ORIGINS, PUBLIC_ENDPOINTS, WITHOUT_ORIGIN } from './unquestioned';

export type { DecisionCase } from './decision-case';

/** Every table of decisions, by what it is about. */
export const DECISION_TABLES: Readonly<Record<string, readonly DecisionCase[]>> = {
  'no Origin': WITHOUT_ORIGIN,
  'public endpoints': PUBLIC_ENDPOINTS,
  navigations: NAVIGATIONS,
  'own origins': OWN_ORIGINS,
  'neither navigation nor own origin': NEAR_MISSES,
  'what is not the own origin, whatever the browser says': EXTENSIONS_SAME_ORIGIN,
  'values of Origin': ORIGIN_VALUES,
  'closed paths': CLOSED_PATHS,
  'unsupported hosts': UNSUPPORTED_HOSTS,
  'OAuth setting off': OAUTH_OFF,
  'browser extensions': EXTENSIONS,
  'browser extensions and the OAuth setting': EXTENSIONS_AND_OAUTH,
  'unreadable allowlist': UNREADABLE_ALLOWLIST,
  'patterns and origins': MATCHES,
  'rows that validation would refuse': INVALID_ROWS,
  'states of entries': ENTRY_STATES,
  'entries over a public suffix': PUBLIC_SUFFIX_ENTRIES,
  'apps and extensions': APPS_AND_EXTENSIONS,
  'allowlisted origins': ALLOWLISTED,
  preflights: PREFLIGHTS,
  'requested headers': PREFLIGHT_HEADERS,
  'OPTIONS that is no preflight': OPTIONS_REQUESTS,
  'report mode': REPORT_MODE,
  'observe mode': OBSERVE_MODE,
  precedence: PRECEDENCE,
  'spellings of paths': SPELLINGS,
  'reads of other sites': CROSS_SITE_READS_REFUSED,
};
