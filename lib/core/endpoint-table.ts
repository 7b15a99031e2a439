import { isVersionSegment } from './api-version';
import type { CompiledRule } from './compiled-rule';
import { isUnambiguousPath } from './request-path';
import { segmentsOf, VERSION_WILDCARD } from './rule-path';

interface Node {
  readonly children: Map<string, Node>;
  exact?: CompiledRule;
  prefix?: CompiledRule;
}

/** The endpoint rules, compiled once; a request only reads them. */
export class EndpointTable {
  private readonly root: Node = { children: new Map() };

  /** Rules must not overlap (`overlappingRules`); of equal ones the last would win. */
  constructor(rules: readonly CompiledRule[]) {
    for (const compiled of rules) this.insert(compiled);
  }

  /**
   * The rule that names the path: an exact one beats a prefix, a longer prefix (in segments) beats a shorter one.
   * Undefined when none does or when the path is ambiguous; such paths are closed.
   */
  find(path: string): CompiledRule | undefined {
    return isUnambiguousPath(path) ? search(this.root, path, 1) : undefined;
  }

  private insert(compiled: CompiledRule): void {
    let node = this.root;
    for (const segment of segmentsOf(compiled.rule.path)) {
      let child = node.children.get(segment);
      if (child === undefined) {
        child = { children: new Map() };
        node.children.set(segment, child);
      }
      node = child;
    }
    node[compiled.rule.match] = compiled;
  }
}

/**
 * Walks down as deep as the table goes, literal and version branch alike, and takes the deepest answer. The table's depth
 * bounds the walk, not the request's.
 */
function search(node: Node, path: string, start: number): CompiledRule | undefined {
  // The path ended with the segment before, or it is "/", which names the root itself.
  if (start > path.length || path.length === 1) return node.exact ?? node.prefix;
  const slash = path.indexOf('/', start);
  const end = slash < 0 ? path.length : slash;
  const segment = path.slice(start, end);
  const literal = node.children.get(segment);
  const version = node.children.get(VERSION_WILDCARD);
  const found = literal && search(literal, path, end + 1);
  const other = version && isVersionSegment(segment) ? search(version, path, end + 1) : undefined;
  return deeper(found, other) ?? node.prefix;
}

function deeper(a: CompiledRule | undefined, b: CompiledRule | undefined): CompiledRule | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.rule.match !== b.rule.match) return a.rule.match === 'exact' ? a : b;
  return segmentsOf(a.rule.path).length >= segmentsOf(b.rule.path).length ? a : b;
}
