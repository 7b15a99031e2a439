import type { CompiledRule } from './compiled-rule';
import { foldPath, foldWithoutCutSegments, isLowerCase, isPlainPath } from './path-fold';
import { PathTrie, type VersionTest } from './path-trie';
import { PlacedRule } from './placed-rule';
import { isUnambiguousPath } from './request-path';
import { comparePrecedence } from './rule-path';
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
 *
 * Few paths need their fold, and no request needs what two other rules have to do with each other. So both are made when they are
 * first asked for, and not when the function starts.
 */
export class EndpointTable {
  private readonly places: readonly PlacedRule[];
  private readonly written: PathTrie;
  private madeFolded: PathTrie | undefined;
  private madeSpellings: TableSpellings | undefined;

  /** Rules must not overlap (`policyIssues`). */
  constructor(rules: readonly CompiledRule[]) {
    const sorted = [...rules].sort((a, b) => comparePrecedence(a.rule, b.rule));
    const places: PlacedRule[] = [];
    for (const [rank, compiled] of sorted.entries()) places.push(new PlacedRule(compiled, rank, places));
    this.places = places;
    this.written = trieOf(places, ({ compiled }) => compiled.rule.path);
  }

  private get folded(): PathTrie {
    const isSegment = (segment: string): boolean => segment !== '';
    return (this.madeFolded ??= trieOf(this.places, ({ fold }) => fold.path, isSegment));
  }

  private get spellings(): TableSpellings {
    return (this.madeSpellings ??= new TableSpellings(this.places.map(({ compiled }) => compiled.rule.path)));
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
    if (other === undefined || !isAlike(other)) return OTHER_SPELLING;
    const asTableSpells = this.spellings.of(path, fold, found.rule.path, other.rule.path);
    return asTableSpells.every((own) => isAlike(this.written.find(own)?.compiled)) ? found : OTHER_SPELLING;
  }
}

function trieOf(
  places: readonly PlacedRule[],
  pathOf: (place: PlacedRule) => string,
  isVersion?: VersionTest,
): PathTrie {
  const trie = new PathTrie(isVersion);
  for (const place of places) trie.add(pathOf(place), place);
  return trie.finish();
}
