import { publicSuffixKind } from '../../../lib/contract/public-suffixes';
import {
  exactPattern,
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
  null_origin: 'No entry can stand for the null origin. Serve the page from an https origin.',
  malformed_origin: 'A browser sends the serialization of one origin. Check what sends this value.',
  endpoint_closed: 'No rule of the endpoint table opens this path. The table is part of the deployment.',
  api_version_too_old: 'Browser extensions may call version 53 and later. Use a newer version in the path.',
};

/** What change would let a refused request in, or why none would. */
export function fixFor(refusal: Refusal): Fix {
  const { verdict, request, found } = refusal;
  const { reason } = verdict;
  if (reason === 'host_not_supported') return none(hostText(request, verdict.rule?.hostKinds ?? []));
  if (found === undefined) return noWay(reason);
  if (reason === 'origin_not_allowlisted') return entryFix(verdict, request, found.entries);
  return reason === 'oauth_cors_disabled' ? settingFix(refusal, found) : noWay(reason);
}

/** With the setting alone the request might be refused for the next reason, so that one is asked for as well. */
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
    .filter((entry) => !(credentials && isSharedPattern(entry)));
  return matching.find((entry) => entry.pattern === exact) ?? matching[0];
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
