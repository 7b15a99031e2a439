import type { CompiledRule } from './compiled-rule';
import type { EndpointRule } from './endpoint-rule';
import {
  foldedSegmentsMeet,
  foldPath,
  foldRulePath,
  foldWithoutCutSegments,
  isLowerCase,
  isPlainPath,
} from './path-fold';
import { PathTrie, type Contested } from './path-trie';
import { isUnambiguousPath } from './request-path';
import { beats } from './closed-overlap';
import { comparePrecedence, meet, segmentsOf, VERSION_WILDCARD, type RulePlace } from './rule-path';
import { TableSpellings } from './table-spellings';
import { FINDINGS, type TraceStep } from './trace';

/** A path that is closed without a rule that says so, and why. */
export interface ClosedPath {
  readonly rule: undefined;
  readonly finding: TraceStep;
}

const UNNAMED: ClosedPath = { rule: undefined, finding: FINDINGS.noRule };
const AMBIGUOUS: ClosedPath = { rule: undefined, finding: FINDINGS.ambiguousPath };
const UNNAMED_SPELLING: ClosedPath = { rule: undefined, finding: FINDINGS.noRuleForSpelling };
const OTHER_SPELLING: ClosedPath = { rule: undefined, finding: FINDINGS.otherSpelling };

/**
 * The endpoint rules, compiled once; a request only reads them.
 *
 * Rules are kept twice: as they are written, and folded. A path gets the rule that it finds as it is spelled, if the rule
 * that its fold finds treats requests alike, and the rule that the path finds in the table's own spelling; so no spelling
 * of a path has more access than the path.
 */
export class EndpointTable {
  private readonly written = new PathTrie();
  private readonly folded = new PathTrie((segment) => segment !== '');
  private readonly spellings: TableSpellings;

  /** Rules must not overlap (`policyIssues`). */
  constructor(rules: readonly CompiledRule[]) {
    this.spellings = new TableSpellings(rules.map(({ rule }) => rule.path));
    const places = rules.map((compiled) => ({ compiled, fold: foldedPlace(compiled.rule) }));
    places.sort((a, b) => comparePrecedence(a.compiled.rule, b.compiled.rule));
    places.forEach((place, rank) => {
      const { compiled, fold } = place;
      const closing = rules.filter((other) => beats(other.rule, compiled.rule));
      const ranked = { compiled, rank, beatenBy: new Set(closing), contested: contestOf(place, places) };
      this.written.add(compiled.rule.path, ranked);
      this.folded.add(fold.path, ranked);
    });
    this.written.finish();
    this.folded.finish();
  }

  /** The rule that applies to the path; undefined where none does, and the path is closed. */
  find(path: string): CompiledRule | undefined {
    const found = this.look(path);
    return found.rule === undefined ? undefined : found;
  }

  /** The rule that applies to the path, or why there is none. */
  look(path: string): CompiledRule | ClosedPath {
    const isPlain = isPlainPath(path);
    if (!isPlain && !isUnambiguousPath(path)) return AMBIGUOUS;
    const found = this.written.find(path);
    if (isPlain && found !== undefined) {
      const { contested, compiled } = found;
      if (contested === 'never' || (contested === 'misspelt' && isLowerCase(path))) return compiled;
    }
    // In a table of plain rules a path that is its own fold finds nothing by it either.
    if (isPlain && found === undefined && isLowerCase(path)) return UNNAMED;
    return this.comparedWithFold(path, found?.compiled);
  }

  private comparedWithFold(path: string, found: CompiledRule | undefined): CompiledRule | ClosedPath {
    const fold = foldPath(path);
    if (fold === undefined) return AMBIGUOUS;
    const other = this.folded.find(fold)?.compiled;
    if (found === undefined) return other === undefined ? UNNAMED : UNNAMED_SPELLING;
    const isAlike = (rule: CompiledRule | undefined): boolean => rule?.treatment === found.treatment;
    // The fold can find a rule that the path finds too, and the table's own spelling does not: `v*` is wider there.
    const cut = foldWithoutCutSegments(fold);
    const cutRule = cut === undefined ? undefined : this.folded.find(cut)?.compiled;
    if (cutRule !== undefined && !isAlike(cutRule)) return OTHER_SPELLING;
    const asTableSpells = (): readonly string[] => this.spellings.of(path, fold);
    return isAlike(other) && asTableSpells().every((own) => isAlike(this.written.find(own)?.compiled))
      ? found
      : OTHER_SPELLING;
  }
}

interface Place {
  readonly compiled: CompiledRule;
  readonly fold: RulePlace;
}

function foldedPlace({ path, match }: EndpointRule): RulePlace {
  return { path: foldRulePath(path) ?? path, match };
}

/** Whether a path that a rule names can have a spelling that finds a rule that differs. */
function contestOf({ compiled, fold }: Place, places: readonly Place[]): Contested {
  const rivals = places.filter(
    (other) => other.compiled.treatment !== compiled.treatment && meet(other.fold, fold, foldedSegmentsMeet),
  );
  if (rivals.length === 0) return 'never';
  return rivals.some(isWiderFolded) ? 'always' : 'misspelt';
}

/** Whether the folded rule names paths in lower case and without escapes that the rule as it is written does not. */
function isWiderFolded({ compiled: { rule }, fold }: Place): boolean {
  return rule.path !== fold.path || segmentsOf(rule.path).includes(VERSION_WILDCARD);
}
