import { laterEnds, type AccessEnds, type AccessNode } from './access-tree';

/** Origins, as a pattern without some others. */
export interface AccessItem {
  readonly pattern: string;
  /** Patterns whose origins are not meant. */
  readonly except: readonly string[];
  /** The endpoints that are meant: all, or only those whose answers carry credentials, or only those whose do not. */
  readonly credentials: 'both' | 'without' | 'with';
  /** Milliseconds since 1970: the end of access before; absent where it had none. Only where the end moves. */
  readonly from?: number;
  /** Milliseconds since 1970: the end of access after; absent where it has none. Only where the end moves. */
  readonly to?: number;
}

/** One thing that is so for all origins of a region. */
export interface AccessFact<Kind extends string> extends Pick<AccessItem, 'credentials' | 'from' | 'to'> {
  readonly kind: Kind;
}

interface OpenItem {
  readonly pattern: string;
  readonly except: string[];
}

/**
 * Writes facts as few patterns. The origins of a tree are regions: each named host, and what is below it and not below a
 * named child. A wildcard covers its own region and all below, so it is used where its own region has the fact, and each
 * part below it that has not is an exception.
 *
 * @param factsOf the facts of a region, from its access; equal facts are one
 */
export function* coverRegions<Kind extends string>(
  roots: Iterable<AccessNode>,
  factsOf: (ends: AccessEnds) => readonly AccessFact<Kind>[],
): Generator<{ readonly kind: Kind; readonly item: AccessItem }> {
  const found: { readonly fact: AccessFact<Kind>; readonly item: OpenItem }[] = [];
  const begin = (fact: AccessFact<Kind>, pattern: string): OpenItem => {
    const item = { pattern, except: [] };
    found.push({ fact, item });
    return item;
  };
  /**
   * @param inherited the access that wildcards above give
   * @param open the items that cover the region above, by fact
   */
  const visit = (
    node: AccessNode,
    inherited: AccessEnds | undefined,
    open: ReadonlyMap<string, OpenItem>,
  ): void => {
    const { exact, wildcard } = node;
    const below = inherited === undefined ? node.below : laterEnds(inherited, node.below);
    if (exact !== undefined) {
      const point = inherited === undefined ? node.point : laterEnds(inherited, node.point);
      const facts = byKey(factsOf(point));
      for (const [key, item] of open) if (!facts.has(key)) item.except.push(exact);
      for (const [key, fact] of facts) if (!open.has(key)) begin(fact, exact);
    }
    if (wildcard === undefined) {
      for (const child of node.children.values()) visit(child, below, open);
      return;
    }
    const facts = byKey(factsOf(below));
    const next = new Map<string, OpenItem>();
    for (const [key, item] of open) {
      if (facts.has(key)) next.set(key, item);
      else item.except.push(wildcard);
    }
    for (const [key, fact] of facts) if (!next.has(key)) next.set(key, begin(fact, wildcard));
    for (const child of node.children.values()) visit(child, below, next);
  };
  for (const root of roots) visit(root, undefined, new Map());
  for (const { fact, item } of found) {
    const { kind, ...rest } = fact;
    yield { kind, item: { pattern: item.pattern, except: item.except.sort(), ...rest } };
  }
}

function byKey<Kind extends string>(
  facts: readonly AccessFact<Kind>[],
): ReadonlyMap<string, AccessFact<Kind>> {
  return new Map(
    facts.map((fact) => [`${fact.kind} ${fact.credentials} ${fact.from ?? ''} ${fact.to ?? ''}`, fact]),
  );
}
