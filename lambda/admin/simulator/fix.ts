import { publicSuffixKind } from '../../../lib/contract/public-suffixes';
import {
  exactPattern,
  FINDINGS,
  isNavigation,
  isSharedByForm,
  isSharedEntry,
  matchesPattern,
  parseOrigin,
  parsePattern,
  REASONS,
  type AllowlistEntry,
  type CorsRequest,
  type Verdict,
  type LookupFound,
  type Origin,
} from '../../../lib/core';
import type { Fix } from '../schema/evaluate';

/** A refusal, what was found for it, and the engine to ask again. */
export interface Refusal {
  readonly verdict: Verdict;
  readonly request: CorsRequest;
  /** Undefined where no look-up was needed. */
  readonly found: LookupFound | undefined;
  /** The verdict on the same request, had this been found. */
  readonly judgeWith: (found: LookupFound) => Verdict;
}

/** Why nothing that an administrator changes would let a request in, where the reason's own sentence says too little. */
const NO_WAY: Readonly<Partial<Record<Verdict['reason'], string>>> = {
  null_origin: 'No entry can be for the null origin. Serve the page from an https origin.',
  malformed_origin:
    'The value is not the serialization of an origin that can be listed. Pages at a host with a trailing dot ' +
    '(https://host.) and some web views send such values: open the page without the dot, or look at the app.',
  api_version_too_old:
    'Browser extensions may call version 53 and later. Name one in the path, as in /services/data/v60.0.',
  cross_site_read:
    'Read the endpoint with a CORS request from an origin on the allowlist, or mark its rule as a page.',
};

/** Why a path is closed, by what the trace says of it, and what to do. */
const CLOSED: ReadonlyMap<string, string> = new Map([
  [
    FINDINGS.ambiguousPath.finding,
    'The path is ambiguous: servers could read it as another one. Send it without empty segments, dot segments, ' +
      'semicolons, double escapes, and escapes of letters, digits, slashes and controls.',
  ],
  [
    FINDINGS.otherSpelling.finding,
    'Another spelling of the path meets another rule. Write the path as its rule does: letter case, escapes, and no dot, blank or slash at an end.',
  ],
  [
    FINDINGS.noRuleForSpelling.finding,
    'A rule names another spelling of the path. Write the path as the rule does: letter case, escapes, and no dot, blank or slash at an end.',
  ],
  [
    FINDINGS.otherPrefixSpelling.finding,
    'Write the path prefix of the host as it is configured: letter case, escapes, and no dot, blank or slash at an end.',
  ],
  [
    FINDINGS.noRule.finding,
    'No rule of the endpoint table names this path. The table is part of the deployment.',
  ],
]);

/** The change that would let a refused request in, or why no change would. */
export function fixFor(refusal: Refusal): Fix {
  const fix = fixByReason(refusal);
  return isFormPost(refusal) ? { ...fix, text: `${fix.text} ${PAGE_HINT}` } : fix;
}

const PAGE_HINT =
  'If browsers navigate here, as with the form post of a SAML or OpenID Connect provider, mark the endpoint rule as a page (page: true).';

/** Whether a browser navigates to an endpoint that is not a page, or may do so: not every question says its Sec-Fetch-Mode. */
function isFormPost({ request, verdict }: Refusal): boolean {
  if (verdict.rule?.page === true) return false;
  if (isNavigation(request)) return true;
  const isUnsaid = request.secFetchMode === undefined && request.method === 'POST';
  return isUnsaid && (verdict.reason === 'null_origin' || verdict.reason === 'endpoint_closed');
}

function closedText({ trace, rule }: Verdict): string {
  const finding = trace.find(({ step }) => step === 'endpoint')?.finding ?? '';
  const byRule = `The rule ${rule?.path ?? ''} closes this path. The table is part of the deployment.`;
  return CLOSED.get(finding) ?? byRule;
}

function fixByReason(refusal: Refusal): Fix {
  const { verdict, request, found } = refusal;
  const { reason } = verdict;
  if (reason === 'endpoint_closed') return none(closedText(verdict));
  if (reason === 'host_not_supported') return none(hostText(request, verdict.rule?.hostKinds ?? []));
  if (found === undefined) return noWay(reason);
  if (reason === 'origin_not_allowlisted') return entryFix(verdict, request, found.entries);
  return reason === 'oauth_cors_disabled' ? settingFix(refusal, found) : noWay(reason);
}

/** With only the setting, the request might be refused for the next reason, so that reason is asked for as well. */
function settingFix({ request, judgeWith }: Refusal, found: LookupFound): Fix {
  const text = 'Switch on enableCorsForOAuthEndpoints in the settings.';
  const next = judgeWith({ ...found, enableCorsForOAuthEndpoints: true });
  if (next.outcome === 'allow') return { kind: 'enable_oauth_cors', text };
  if (next.reason !== 'origin_not_allowlisted') return noWay(next.reason);
  const entry = entryFix(next, request, found.entries);
  if (entry.kind === 'none') return entry;
  return { ...entry, kind: 'enable_oauth_cors', text: `${text} And allowlist the origin: ${entry.text}` };
}

function entryFix(verdict: Verdict, request: CorsRequest, entries: readonly AllowlistEntry[]): Fix {
  const origin = parseOrigin(request.origins[0] ?? '');
  if (origin === undefined) return noWay('malformed_origin');
  const credentials = verdict.rule?.credentials === true;
  const entry = nearestEntry(origin, entries, credentials);
  if (entry !== undefined) {
    return { kind: 'activate_entry', text: activation(entry, credentials, request.now), id: entry.id };
  }
  return additionFor(origin, credentials);
}

function additionFor(origin: Origin, credentials: boolean): Fix {
  const options = { publicSuffixes: publicSuffixKind };
  const parsed = parsePattern(origin.text, options);
  if (parsed.valid) return addition(parsed.pattern, '');
  const shared = parsePattern(origin.text, { ...options, allowSharedOrigin: true });
  if (!shared.valid) return none(`No entry can be for this origin. ${parsed.message}`);
  return credentials
    ? none('Strangers can have this origin too, so no entry counts where answers carry credentials.')
    : addition(shared.pattern, ' and allowSharedOrigin: true. Strangers can have this origin too');
}

function addition(pattern: string, more: string): Fix {
  return { kind: 'add_entry', text: `Add an entry with the pattern ${pattern}${more}.`, pattern };
}

/** An entry that matches and could be made to count; a wildcard over a public suffix cannot, with credentials. */
function nearestEntry(
  origin: Origin,
  entries: readonly AllowlistEntry[],
  credentials: boolean,
): AllowlistEntry | undefined {
  const exact = exactPattern(origin);
  const matching = entries
    .filter((entry) => matchesPattern(entry.pattern, origin))
    .filter((entry) => !(credentials && isSharedPattern(entry)))
    .filter((entry) => entry.status === 'active' || !isRefusedWildcard(entry));
  return matching.find((entry) => entry.pattern === exact) ?? matching[0];
}

/** Whether the rules of today keep a wildcard from being restored or switched on. */
function isRefusedWildcard({ pattern, allowSharedOrigin }: AllowlistEntry): boolean {
  const options = { allowSharedOrigin: allowSharedOrigin === true, publicSuffixes: publicSuffixKind };
  return pattern.startsWith('https://*.') && !parsePattern(pattern, options).valid;
}

/** Whether the entry stays one that strangers can use, whatever its flag is set to. */
function isSharedPattern(entry: AllowlistEntry): boolean {
  return entry.pattern.startsWith('https://*.')
    ? isSharedEntry(entry)
    : isSharedEntry({ ...entry, allowSharedOrigin: undefined });
}

/** Everything that keeps a matching entry from counting. */
function activation(entry: AllowlistEntry, credentials: boolean, now: number): string {
  const steps: string[] = [];
  if (entry.status === 'deleted')
    steps.push('restore it, and set its status to active if it comes back inactive');
  if (entry.status === 'inactive') steps.push('set its status to active');
  if (entry.expiresAt !== undefined && now >= entry.expiresAt) steps.push('set a later expiresAt, or none');
  if (isSharedByForm(entry.pattern) && entry.allowSharedOrigin !== true) {
    steps.push('set its allowSharedOrigin to true, if every such app or extension is meant');
  }
  if (credentials && entry.allowSharedOrigin === true) {
    steps.push('set its allowSharedOrigin to false, because answers of this endpoint carry credentials');
  }
  return `The entry ${entry.pattern} matches, but does not count: ${steps.join('; ')}.`;
}

function hostText(request: CorsRequest, kinds: readonly string[]): string {
  const host =
    request.hostKind === undefined ? 'The host has no kind' : `The host is of kind ${request.hostKind}`;
  return `${host}; the endpoint supports ${kinds.join(', ')}. Which host is of which kind is part of the deployment.`;
}

function noWay(reason: Verdict['reason']): Fix {
  return none(NO_WAY[reason] ?? REASONS[reason]);
}

function none(text: string): Fix {
  return { kind: 'none', text };
}
