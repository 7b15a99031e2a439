import { parse } from 'tldts';

/** The part of tldts that holds the list itself: a trie of rules, which only its build reads. */
interface SuffixTrie {
  /** 1: a rule of the registries' section, 2: one of the private section, 0: not a rule. */
  readonly nodeFlags: readonly number[];
  /** The first edge of each node, and one more number: the end of the last one's. */
  readonly edgeStart: readonly number[];
  readonly edgeLength: readonly number[];
  readonly edgeChild: readonly number[];
  /** The labels of all edges, one after the other. */
  readonly labelText: string;
  readonly rulesRoot: number;
}

const REGISTRY = 1;

/** The names below which the Public Suffix List has a suffix, and that the list itself reads as registrable. */
export interface NamesAboveSuffixes {
  /** At least one of the suffixes below is a registry's. */
  readonly registry: readonly string[];
  readonly private: readonly string[];
}

/** Derives the names from the list that tldts carries. Single labels are left out: no pattern is about one. */
export function namesAboveSuffixes(): NamesAboveSuffixes {
  const above = new Map<string, boolean>();
  for (const { name, flag } of rulesOf(loadTrie())) {
    const labels = name.split('.');
    for (let start = 1; start < labels.length - 1; start++) {
      const parent = labels.slice(start).join('.');
      above.set(parent, above.get(parent) === true || flag === REGISTRY);
    }
  }
  // Patterns are in Punycode, and the list of tldts has each name in both forms.
  const names = [...above.keys()].filter((name) => /^[a-z0-9.-]+$/.test(name) && isRegistrable(name)).sort();
  return {
    registry: names.filter((name) => above.get(name) === true),
    private: names.filter((name) => above.get(name) !== true),
  };
}

function loadTrie(): SuffixTrie {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file has no types of its own
  return require('tldts/dist/cjs/src/data/trie.js') as SuffixTrie;
}

function* rulesOf(trie: SuffixTrie): Generator<{ readonly name: string; readonly flag: number }> {
  const starts: number[] = [];
  let length = 0;
  for (const each of trie.edgeLength) {
    starts.push(length);
    length += each;
  }
  const nodes = [{ node: trie.rulesRoot, name: '' }];
  for (let next = nodes.pop(); next !== undefined; next = nodes.pop()) {
    const { node, name } = next;
    const flag = trie.nodeFlags[node] ?? 0;
    if (flag !== 0) yield { name, flag };
    for (let edge = trie.edgeStart[node] ?? 0; edge < (trie.edgeStart[node + 1] ?? 0); edge++) {
      const start = starts[edge] ?? 0;
      const label = trie.labelText.slice(start, start + (trie.edgeLength[edge] ?? 0));
      nodes.push({ node: trie.edgeChild[edge] ?? 0, name: name === '' ? label : `${label}.${name}` });
    }
  }
}

function isRegistrable(name: string): boolean {
  return parse(name, { allowPrivateDomains: true, validateHostname: false }).domain !== null;
}

type Tree = Map<string, Tree>;

/** Names as a text: `com(amazonaws(rds) render)` for amazonaws.com, rds.amazonaws.com and render.com. */
export function written(names: readonly string[]): readonly string[] {
  const root: Tree = new Map();
  for (const name of names) {
    let tree = root;
    for (const label of name.split('.').reverse()) {
      const child = tree.get(label) ?? new Map<string, Tree>();
      tree.set(label, child);
      tree = child;
    }
  }
  return branches(root);
}

function branches(tree: Tree): readonly string[] {
  return [...tree].sort(([a], [b]) => (a < b ? -1 : 1)).map(([label, below]) => branch(label, below));
}

function branch(label: string, below: Tree): string {
  return below.size === 0 ? label : `${label}(${branches(below).join(' ')})`;
}
