import { isVersionSegment } from './api-version';
import type { CompiledRule } from './compiled-rule';
import { isUnambiguousPath } from './request-path';
import { segmentsOf, VERSION_WILDCARD } from './rule-path';

/** What the table knows of one path and of the segments that may follow it. */
class Node {
  readonly children = new Map<string, Node>();
  /** Where every version segment leads that `children` does not name. */
  versions: Node | undefined = undefined;
  exact: CompiledRule | undefined = undefined;
  prefix: CompiledRule | undefined = undefined;
}

/** The endpoint rules, compiled once; a request only reads them. */
export class EndpointTable {
  private readonly root = new Node();

  /** Rules must not overlap (`policyIssues`). */
  constructor(rules: readonly CompiledRule[]) {
    for (const compiled of rules) {
      const node = segmentsOf(compiled.rule.path).reduce(grownChild, this.root);
      node[compiled.rule.match] = compiled;
    }
    completeVersions(this.root);
  }

  /**
   * The rule that names the path: an exact one beats a prefix, a longer prefix (in segments) beats a shorter one.
   * Undefined when none does or when the path is ambiguous; such paths are closed.
   */
  find(path: string): CompiledRule | undefined {
    if (!isUnambiguousPath(path)) return undefined;
    let node = this.root;
    let { prefix } = node;
    if (path === '/') return node.exact ?? prefix;
    let start = 1;
    // After a trailing slash stands an empty segment, which no rule names: only a prefix takes such a path.
    while (start <= path.length) {
      const slash = path.indexOf('/', start);
      const end = slash < 0 ? path.length : slash;
      const child = childOf(node, path.slice(start, end));
      if (child === undefined) return prefix;
      node = child;
      prefix = node.prefix ?? prefix;
      start = end + 1;
    }
    return node.exact ?? prefix;
  }
}

function childOf(node: Node, segment: string): Node | undefined {
  return node.children.get(segment) ?? (isVersionSegment(segment) ? node.versions : undefined);
}

/** The child for a segment of a rule's path, made where there is none yet. */
function grownChild(node: Node, segment: string): Node {
  if (segment === VERSION_WILDCARD) return (node.versions ??= new Node());
  let child = node.children.get(segment);
  if (child === undefined) {
    child = new Node();
    node.children.set(segment, child);
  }
  return child;
}

/**
 * Writes what holds for any version into the versions that are named, so that a request follows one branch and never
 * has to look down two.
 */
function completeVersions(node: Node): void {
  for (const [segment, child] of node.children) {
    if (node.versions !== undefined && isVersionSegment(segment)) adopt(child, node.versions);
    completeVersions(child);
  }
  if (node.versions !== undefined) completeVersions(node.versions);
}

function adopt(node: Node, any: Node): void {
  node.exact ??= any.exact;
  node.prefix ??= any.prefix;
  for (const [segment, child] of any.children) adopt(grownChild(node, segment), child);
  if (any.versions !== undefined) adopt(grownChild(node, VERSION_WILDCARD), any.versions);
}
