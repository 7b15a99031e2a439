import { comparePrecedence, covers, pathTest, segmentsOf, type EndpointRule } from '../../../lib/core';

/** The fold of paths of ASCII letters. */
export function foldOf(path: string): string {
  return path.toLowerCase();
}

export function hasParameter({ path }: EndpointRule): boolean {
  return path.includes('{');
}

/** The winner as the specification tells it, from all rules that name the path, without a tree. */
export function naiveWinner(all: readonly EndpointRule[], path: string): EndpointRule | undefined {
  return naiveFirst(all.filter((each) => pathTest(each)(segmentsOf(path))));
}

/** The same of a fold, among the folded rules, where `v*` is a version or any segment. */
export function naiveFolded(
  all: readonly EndpointRule[],
  fold: string,
  version: 'version' | 'segment',
): EndpointRule | undefined {
  const folded = ({ path }: EndpointRule): string =>
    version === 'segment' ? foldOf(path).replaceAll('v*', '{v}') : foldOf(path);
  return naiveFirst(all.filter((each) => pathTest({ ...each, path: folded(each) })(segmentsOf(fold))));
}

function naiveFirst(named: readonly EndpointRule[]): EndpointRule | undefined {
  const closed = named.filter((each) => each.access === 'closed' && !hasParameter(each));
  const standing = named.filter(
    (each) =>
      each.access === 'closed' ||
      !hasParameter(each) ||
      closed.every((other) => covers(foldOf(other.path), foldOf(each.path))),
  );
  return [...standing].sort(comparePrecedence)[0];
}
