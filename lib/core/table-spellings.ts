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
      if (segmentKind(segment) === 'literal') this.add(segment);
    }
  }

  /**
   * The request path as the table spells it: in place of a segment that is another spelling of a rule's, the rule's own.
   * Several where rules spell one segment in several ways.
   *
   * @param fold the path's own
   */
  of(path: string, fold: string): readonly string[] {
    const written = segmentsOf(path);
    const choices = segmentsOf(fold).map((folded, index) => this.choicesFor(written[index] ?? '', folded));
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
