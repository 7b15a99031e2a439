import { beats } from './closed-overlap';
import type { CompiledRule } from './compiled-rule';
import type { EndpointRule } from './endpoint-rule';
import { foldedSegmentsMeet, foldRulePath } from './path-fold';
import type { Contested, RankedRule } from './path-trie';
import { meet, segmentsOf, VERSION_WILDCARD, type RulePlace } from './rule-path';

/** A rule in a table, and what follows from the other rules there. */
export class PlacedRule implements RankedRule {
  private madeFold: RulePlace | undefined;
  private foundBeatenBy: ReadonlySet<CompiledRule> | undefined;
  private foundContested: Contested | undefined;

  /** @param all of the table; they are complete before anything is asked for */
  constructor(
    readonly compiled: CompiledRule,
    readonly rank: number,
    private readonly all: readonly PlacedRule[],
  ) {}

  get fold(): RulePlace {
    return (this.madeFold ??= foldedPlace(this.compiled.rule));
  }

  get beatenBy(): ReadonlySet<CompiledRule> {
    const closing = (): readonly PlacedRule[] =>
      this.all.filter((one) => beats(one.compiled.rule, this.compiled.rule));
    return (this.foundBeatenBy ??= new Set(closing().map(({ compiled }) => compiled)));
  }

  get contested(): Contested {
    return (this.foundContested ??= this.contest());
  }

  private contest(): Contested {
    const { treatment } = this.compiled;
    const rivals = this.all.filter(
      ({ compiled, fold }) => compiled.treatment !== treatment && meet(fold, this.fold, foldedSegmentsMeet),
    );
    if (rivals.length === 0) return 'never';
    return rivals.some(isWiderFolded) ? 'always' : 'misspelt';
  }
}

function foldedPlace({ path, match }: EndpointRule): RulePlace {
  return { path: foldRulePath(path) ?? path, match };
}

/** Whether the folded rule names paths in lower case and without escapes that the rule as it is written does not. */
export function isWiderFolded({ compiled: { rule }, fold }: PlacedRule): boolean {
  return rule.path !== fold.path || segmentsOf(rule.path).includes(VERSION_WILDCARD);
}
