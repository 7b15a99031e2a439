import { overlaps, rulePathFault, type RulePlace } from '../../../core';
import type { SynthIssue } from '../synth/synth-error';

/**
 * Faults of paths that are each a prefix, by the rules of the endpoint table: paths that no request can carry, and paths
 * that name the same requests as another one.
 *
 * @param propOf the prop of the path at an index
 */
export function prefixPathIssues(
  paths: readonly string[],
  propOf: (index: number) => string,
): readonly SynthIssue[] {
  const places = paths.map((path): RulePlace => ({ path, match: 'prefix' }));
  return places.flatMap((place, index) => {
    const { path } = place;
    const issue = { prop: propOf(index), value: path };
    const fault = rulePathFault(path);
    const other = places.slice(0, index).find((earlier) => overlaps(earlier, place));
    return [
      ...(fault === undefined ? [] : [{ ...issue, ...fault }]),
      ...(other === undefined
        ? []
        : [
            {
              ...issue,
              rule: `${JSON.stringify(other.path)} names the same paths`,
              fix: 'keep one of the two',
            },
          ]),
    ];
  });
}
