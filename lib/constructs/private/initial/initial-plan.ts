import { Token } from 'aws-cdk-lib';
import { MAX_INITIAL_ORIGINS, storedFields, withCurrentNames, type InitialEntry } from '../../../contract';
import { publicSuffixKind } from '../../../contract/public-suffixes';
import { parsePattern, type NormalizedPattern } from '../../../core';
import type { CorsAllowlistProps } from '../../cors-allowlist-props';
import type { CorsInitialOrigin } from '../../cors-initial-origin';
import type { CorsInitialSettings } from '../../cors-initial-settings';
import { isObject } from '../synth/prop-types';
import type { SynthIssue } from '../synth/synth-error';
import { originFieldIssues, settingFieldIssues, UNKNOWN } from './field-issues';

/** The entries and settings that a deployment writes where they are absent, read once from the props. */
export interface InitialPlan {
  readonly issues: readonly SynthIssue[];
  /** Sorted by pattern; without the origins that have issues. */
  readonly entries: readonly InitialEntry[];
  /** Off is the same as never written, so only on is written. */
  readonly isOAuthEnabled: boolean;
  /** Props that have a former name, and a sentence about each. */
  readonly renamed: readonly string[];
}

const EXAMPLE_ORIGIN = '{ pattern: "https://app.example.com" }';
const EXAMPLE_PATTERN = 'write it as in "https://app.example.com"';

/** Reads the props. The admin API refuses the same values, with the same codes and sentences. */
export function initialPlan({
  initialOrigins = [],
  initialSettings = {},
}: Pick<CorsAllowlistProps, 'initialOrigins' | 'initialSettings'>): InitialPlan {
  const listIssues = originListIssues(initialOrigins);
  const origins = listIssues.length > 0 ? [] : initialOrigins.map(readOrigin);
  const settingIssues = settingsIssues(initialSettings);
  return {
    issues: [
      ...listIssues,
      ...origins.flatMap(({ issues }) => issues),
      ...duplicateIssues(origins),
      ...settingIssues,
    ],
    entries: origins.flatMap(({ entry }) => entry ?? []).sort((a, b) => (a.pattern < b.pattern ? -1 : 1)),
    isOAuthEnabled: settingIssues.length === 0 && initialSettings.enableCorsForOAuthEndpoints === true,
    renamed: origins.flatMap(({ renamed }) => renamed),
  };
}

interface ReadOrigin {
  readonly origin: CorsInitialOrigin;
  readonly issues: readonly SynthIssue[];
  /** Undefined for a pattern that is refused. */
  readonly parsed: NormalizedPattern | undefined;
  /** Undefined for an origin with issues. */
  readonly entry: InitialEntry | undefined;
  readonly renamed: readonly string[];
}

function readOrigin(origin: CorsInitialOrigin, index: number): ReadOrigin {
  const place = `initialOrigins[${index}]`;
  const given: Readonly<Record<string, unknown>> = { ...origin };
  const { current, former, twice } = withCurrentNames(given);
  const read = readPattern(`${place}.pattern`, origin.pattern, current['allowSharedOrigin'] === true);
  const parsed = 'pattern' in read ? read : undefined;
  const issues = [
    ...('pattern' in read ? [] : [read]),
    ...twice.map(({ from, to }): SynthIssue => {
      const rule = `must not be given together with ${to}, its new name`;
      return { prop: `${place}.${from}`, value: given[from], rule, fix: `leave ${from} out` };
    }),
    ...originFieldIssues(place, { ...current, pattern: undefined }),
  ];
  const entry =
    parsed === undefined || issues.length > 0
      ? undefined
      : { pattern: parsed.pattern, ...storedFields(current) };
  const renamed = former.map(({ from, to }) => `${place}.${from} is called ${to} now`);
  return { origin, issues, parsed, entry, renamed };
}

function readPattern(
  prop: string,
  value: unknown,
  allowSharedOrigin: boolean,
): NormalizedPattern | SynthIssue {
  if (Token.isUnresolved(value)) return { prop, value, ...UNKNOWN };
  const options = { allowSharedOrigin, publicSuffixes: publicSuffixKind };
  const parsed = parsePattern(value, options);
  if (parsed.valid) return parsed;
  const { code, message, suggestion } = parsed;
  const needsFlag = parsePattern(value, { ...options, allowSharedOrigin: true }).valid;
  const fix = needsFlag
    ? 'name the origins one by one, or set allowSharedOrigin: true'
    : suggestion === undefined
      ? EXAMPLE_PATTERN
      : `write ${JSON.stringify(suggestion)}`;
  return { prop, value: value ?? null, rule: `${code}: ${message}`, fix };
}

/** A list whose origins cannot be read one by one. */
function originListIssues(origins: readonly CorsInitialOrigin[]): readonly SynthIssue[] {
  const prop = 'initialOrigins';
  if (Token.isUnresolved(origins)) return [{ prop, value: origins, ...UNKNOWN }];
  const isList: boolean = Array.isArray(origins);
  if (!isList) {
    return [{ prop, value: origins, rule: 'must be a list of origins', fix: `write [${EXAMPLE_ORIGIN}]` }];
  }
  if (origins.length > MAX_INITIAL_ORIGINS) {
    const rule = `must be at most ${MAX_INITIAL_ORIGINS} origins`;
    return [{ prop, value: origins.length, rule, fix: 'import the others by the admin API' }];
  }
  return origins.flatMap((origin: unknown, index): readonly SynthIssue[] => {
    if (isObject(origin) && !Token.isUnresolved(origin)) return [];
    const rule = 'must be an object with its pattern, known at synth';
    const pattern = typeof origin === 'string' ? JSON.stringify(origin) : undefined;
    const fix = `write ${pattern === undefined ? EXAMPLE_ORIGIN : `{ pattern: ${pattern} }`}`;
    return [{ prop: `${prop}[${index}]`, value: origin, rule, fix }];
  });
}

/** Two origins of one pattern would be one entry with the fields of either. */
function duplicateIssues(origins: readonly ReadOrigin[]): readonly SynthIssue[] {
  const first = new Map<string, number>();
  return origins.flatMap(({ origin, parsed }, index): readonly SynthIssue[] => {
    if (parsed === undefined) return [];
    const before = first.get(parsed.pattern);
    if (before === undefined) {
      first.set(parsed.pattern, index);
      return [];
    }
    const rule = `initialOrigins[${before}] has the same pattern, ${parsed.pattern}`;
    const fix = 'leave one of them out';
    return [{ prop: `initialOrigins[${index}].pattern`, value: origin.pattern, rule, fix }];
  });
}

function settingsIssues(settings: CorsInitialSettings): readonly SynthIssue[] {
  const prop = 'initialSettings';
  if (Token.isUnresolved(settings)) return [{ prop, value: settings, ...UNKNOWN }];
  if (!isObject(settings)) {
    const rule = 'must be an object';
    return [{ prop, value: settings, rule, fix: 'write { enableCorsForOAuthEndpoints: true }' }];
  }
  return settingFieldIssues(prop, settings);
}
