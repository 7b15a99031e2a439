import { foldPath } from './path-fold';
import { isVersionSegment, segmentKind, segmentsOf } from './rule-path';

/** How the rules of a table spell the segments that they name. */
export class TableSpellings {
  /** Literal segments by their fold. */
  private readonly byFold = new Map<string, Set<string>>();
  private readonly literals = new Set<string>();

  /** @param paths the paths of the rules */
  constructor(paths: readonly string[]) {
    for (const segment of paths.flatMap(segmentsOf)) {
      if (isLiteral(segment)) this.add(segment);
    }
  }

  /**
   * The request path as the table spells it: in place of a segment that is another spelling of a rule's, the rule's own.
   * Several where rules spell one segment in several ways. Then a segment that the table has as it is written stays, and
   * once more it is as the rule that the fold finds has it, unless the rule of the path names it: a server that is careless
   * with letter case serves that path, and `v*` names more in the fold.
   *
   * @param fold the path's own
   * @param rule the path of the rule that the path finds
   * @param foldRule the path of the rule that the fold finds
   */
  of(path: string, fold: string, rule: string, foldRule: string): readonly string[] {
    const written = segmentsOf(path);
    const folded = segmentsOf(fold);
    const [named, others] = [segmentsOf(rule), segmentsOf(foldRule)];
    const asFolded = written.map((segment, index) =>
      isLiteral(others[index]) && !isLiteral(named[index]) ? others[index] : segment,
    );
    return [...this.spelt(written, folded), ...this.spelt(asFolded, folded)];
  }

  private spelt(written: readonly string[], folded: readonly string[]): readonly string[] {
    const choices = folded.map((segment, index) => this.choicesFor(written[index] ?? '', segment));
    const most = Math.max(1, ...choices.map(({ length }) => length));
    return Array.from(
      { length: most },
      (_one, choice) => `/${choices.map((own) => own[Math.min(choice, own.length - 1)]).join('/')}`,
    );
  }

  private add(segment: string): void {
    const fold = foldPath(`/${segment}`)?.slice(1);
    if (fold === undefined) return;
    this.literals.add(segment);
    this.byFold.set(fold, (this.byFold.get(fold) ?? new Set()).add(segment));
  }

  private choicesFor(written: string, folded: string): readonly string[] {
    if (this.literals.has(written) || isVersionSegment(written)) return [written];
    const own = this.byFold.get(folded);
    if (own !== undefined) return [...own];
    return [isVersionSegment(folded) ? folded : written];
  }
}

function isLiteral(segment: string | undefined): segment is string {
  return segment !== undefined && segmentKind(segment) === 'literal';
}
