import { ABOVE_PRIVATE_SUFFIXES, ABOVE_REGISTRY_SUFFIXES } from './names-above-suffixes';
import type { SuffixKind } from './pattern-options';

let kinds: ReadonlyMap<string, SuffixKind> | undefined;

/**
 * The kind of the public suffixes below a lower-case ASCII domain name: `icann` if one of them is a registry's, `none` if
 * there is none. A wildcard covers any depth, so a wildcard over such a name covers the suffix.
 */
export function suffixesBelow(domain: string): SuffixKind {
  kinds ??= new Map([
    ...namesIn(ABOVE_PRIVATE_SUFFIXES).map((name) => [name, 'private'] as const),
    ...namesIn(ABOVE_REGISTRY_SUFFIXES).map((name) => [name, 'icann'] as const),
  ]);
  return kinds.get(domain) ?? 'none';
}

/** The names of a tree such as `com(amazonaws(rds) render)`. Each name of two labels or more is one, inner ones too. */
function namesIn(tree: string): readonly string[] {
  const names: string[] = [];
  const parents: string[] = [''];
  let name = '';
  for (const [, label = '', sign] of tree.matchAll(/([a-z0-9-]+)|([()])/g)) {
    if (sign === '(') parents.push(`.${name}`);
    else if (sign === ')') parents.pop();
    else {
      name = label + (parents.at(-1) ?? '');
      if (parents.length > 1) names.push(name);
    }
  }
  return names;
}
