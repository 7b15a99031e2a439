import type { CompiledRule } from './compiled-rule';
import { isVersionSegment, segmentKind, segmentsOf } from './rule-path';

/** A rule with its place in the order of precedence. */
export interface RankedRule {
  readonly compiled: CompiledRule;
  /** Of two rules that name a path, the one with the smaller number wins. */
  readonly rank: number;
  /** Closed rules that win over this one, whatever their rank. */
  readonly beatenBy: ReadonlySet<CompiledRule>;
  /** Which of the paths that it names may have a spelling that finds a rule that differs. */
  readonly contested: Contested;
}

/** No path; only paths that are not their own fold; any path. */
export type Contested = 'never' | 'misspelt' | 'always';

/** Whether a segment of a request path is one that `v*` names. */
export type VersionTest = (segment: string) => boolean;

/** One path of the table, and the segments that may follow it. */
class Node {
  readonly literals = new Map<string, Node>();
  versions: Node | undefined = undefined;
  any: Node | undefined = undefined;
  exact: RankedRule | undefined = undefined;
  prefix: RankedRule | undefined = undefined;
  /** The rule of which the last segment, `{name+}`, names all that follows. */
  rest: RankedRule | undefined = undefined;
  /** Whether one segment can lead to several children, or a rule here has parameters. */
  forks = false;

  addChild(segment: string): Node {
    const kind = segmentKind(segment);
    if (kind === 'version') return (this.versions ??= new Node());
    if (kind === 'any') return (this.any ??= new Node());
    let child = this.literals.get(segment);
    if (child === undefined) {
      child = new Node();
      this.literals.set(segment, child);
    }
    return child;
  }
}

/** Endpoint rules by the segments of their paths. */
export class PathTrie {
  private readonly root = new Node();

  /** @param isVersion which segments `v*` names: versions, or any segment where paths are folded */
  constructor(private readonly isVersion: VersionTest = isVersionSegment) {}

  /** Of two rules with one path and one match, the one with the smaller rank stays. */
  add(path: string, rule: RankedRule): void {
    let node = this.root;
    for (const segment of segmentsOf(path)) {
      if (segmentKind(segment) === 'rest') {
        node.rest = winner(node.rest, rule);
        node.forks = true;
        return;
      }
      node = node.addChild(segment);
    }
    const { match } = rule.compiled.rule;
    node[match] = winner(node[match], rule);
  }

  /** To be called once, after the last `add`. */
  finish(): this {
    this.markForks(this.root);
    return this;
  }

  /** The rule that names the path, of which each segment but the last must not be empty. */
  find(path: string): RankedRule | undefined {
    let node = this.root;
    let { prefix } = node;
    if (path === '/') return node.exact ?? prefix;
    let start = 1;
    // After a trailing slash comes an empty segment, which no rule names: only a prefix takes such a path.
    while (start <= path.length) {
      if (node.forks) return this.findAmong(path);
      const slash = path.indexOf('/', start);
      const end = slash < 0 ? path.length : slash;
      const child = this.onlyChild(node, path.slice(start, end));
      if (child === undefined) return prefix;
      node = child;
      prefix = node.prefix ?? prefix;
      start = end + 1;
    }
    return node.exact ?? prefix;
  }

  private onlyChild(node: Node, segment: string): Node | undefined {
    const child = node.literals.get(segment);
    if (child !== undefined || node.versions === undefined) return child;
    return this.isVersion(segment) ? node.versions : undefined;
  }

  /** Where several branches can name the path, all are followed; there are at most as many as rules. */
  private findAmong(path: string): RankedRule | undefined {
    const segments = segmentsOf(path);
    const found: RankedRule[] = [];
    let nodes: readonly Node[] = [this.root];
    for (const segment of segments) {
      for (const { prefix, rest } of nodes) {
        if (prefix !== undefined) found.push(prefix);
        if (rest !== undefined && segment !== '') found.push(rest);
      }
      nodes = nodes.flatMap((node) => this.children(node, segment));
      if (nodes.length === 0) return best(found);
    }
    for (const { exact, prefix } of nodes) {
      if (exact !== undefined) found.push(exact);
      if (prefix !== undefined) found.push(prefix);
    }
    return best(found);
  }

  private children(node: Node, segment: string): readonly Node[] {
    const children: Node[] = [];
    const literal = node.literals.get(segment);
    if (literal !== undefined) children.push(literal);
    if (segment === '') return children;
    if (node.versions !== undefined && this.isVersion(segment)) children.push(node.versions);
    if (node.any !== undefined) children.push(node.any);
    return children;
  }

  private markForks(node: Node): void {
    const segments = [...node.literals.keys()];
    node.forks ||= node.any !== undefined || (node.versions !== undefined && segments.some(this.isVersion));
    for (const child of [...node.literals.values(), node.versions, node.any]) {
      if (child !== undefined) this.markForks(child);
    }
  }
}

function winner(one: RankedRule | undefined, other: RankedRule): RankedRule {
  return one !== undefined && one.rank < other.rank ? one : other;
}

/** The rule with the smallest rank that no closed rule beats. */
function best(found: readonly RankedRule[]): RankedRule | undefined {
  const standing = found.filter(({ beatenBy }) => !found.some(({ compiled }) => beatenBy.has(compiled)));
  return standing.reduce<RankedRule | undefined>((one, other) => winner(one, other), undefined);
}
