import type { CompiledRule } from './compiled-rule';
import { isLowerCase, isPlainPath, readingsOf } from './path-fold';
import { PathTrie, type VersionTest } from './path-trie';
import { isWiderFolded, PlacedRule } from './placed-rule';
import { isUnambiguousPath } from './request-path';
import { comparePrecedence, isVersionSegment } from './rule-path';
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
 * Rules are kept three times: as they are written; folded, where `v*` is any segment, as API Gateway routes it; and folded,
 * where `v*` is a version. A path gets the rule that it finds as it is spelled, if the rules that servers may read in its
 * place treat requests alike (`readingsOf`), and so does the rule that the path finds in the table's own spelling. So no
 * spelling of a path has more access than the path.
 *
 * Few paths need their fold, and no request needs what two other rules have to do with each other. So both are made when they are
 * first asked for, and not when the function starts.
 */
export class EndpointTable {
  private readonly places: readonly PlacedRule[];
  private readonly written: PathTrie;
  private madeFolded: readonly PathTrie[] | undefined;
  private madeSpellings: TableSpellings | undefined;
  private foundPlain: boolean | undefined;

  /** Rules must not overlap (`policyIssues`). */
  constructor(rules: readonly CompiledRule[]) {
    const sorted = [...rules].sort((a, b) => comparePrecedence(a.rule, b.rule));
    const places: PlacedRule[] = [];
    for (const [rank, compiled] of sorted.entries()) places.push(new PlacedRule(compiled, rank, places));
    this.places = places;
    this.written = trieOf(places, ({ compiled }) => compiled.rule.path);
  }

  private get folded(): readonly PathTrie[] {
    const isSegment = (segment: string): boolean => segment !== '';
    return (this.madeFolded ??= [isSegment, isVersionSegment].map((isVersion) =>
      trieOf(this.places, ({ fold }) => fold.path, isVersion),
    ));
  }

  private get spellings(): TableSpellings {
    return (this.madeSpellings ??= new TableSpellings(this.places.map(({ compiled }) => compiled.rule.path)));
  }

  /** Whether each folded rule names the plain lower-case paths that the rule names, and no more. */
  private get isPlain(): boolean {
    return (this.foundPlain ??= !this.places.some(isWiderFolded));
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
    if (isPlain && found === undefined && this.isPlain && isLowerCase(path)) return UNNAMED;
    return this.comparedWithReadings(path, found?.compiled);
  }

  private comparedWithReadings(path: string, found: CompiledRule | undefined): CompiledRule | ClosedPath {
    const readings = readingsOf(path);
    if (readings === undefined) return AMBIGUOUS;
    const read = readings.flatMap((reading) =>
      this.folded.flatMap((trie) => trie.find(reading)?.compiled ?? []),
    );
    if (found === undefined) return read.length === 0 ? UNNAMED : UNNAMED_SPELLING;
    const isAlike = (rule: CompiledRule | undefined): boolean => rule?.treatment === found.treatment;
    const [fold = path] = readings;
    const asTableSpells = (): readonly string[] => this.spellings.of(path, fold);
    return read.every(isAlike) && asTableSpells().every((own) => isAlike(this.written.find(own)?.compiled))
      ? found
      : OTHER_SPELLING;
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
