import { canBeListed, exactPattern } from './candidate-patterns';
import { EVERY_FIREFOX_EXTENSION } from './extension-id';
import type { AllowlistEntry } from './lookup';
import { parseOrigin, type Origin } from './origin';
import { isSharedByForm, isSharedEntry } from './shared-entry';

const WILDCARD = 'https://*.';
/** A port is what follows the last colon; the host of a wildcard is a domain name, which has none. */
const WILDCARD_PARTS = /^https:\/\/\*\.([^:]*)((?::[0-9]+)?)$/;

/** The end of access, in milliseconds since 1970: `-Infinity` without access, `Infinity` without an end. */
export interface EndPair {
  readonly before: number;
  readonly after: number;
}

/** The ends of access of one region, for endpoints with and without credentials. */
export interface AccessEnds {
  readonly without: EndPair;
  readonly withCredentials: EndPair;
}

/** The list that an entry is of. */
export type ListName = keyof EndPair;

const NOWHERE: AccessEnds = {
  without: { before: -Infinity, after: -Infinity },
  withCredentials: { before: -Infinity, after: -Infinity },
};

/** A host, with the hosts below it that the lists name. A root has no host. */
export interface AccessNode {
  /** The pattern of this host alone; undefined for a root. */
  readonly exact: string | undefined;
  /** The pattern of all hosts below it; undefined where no wildcard can be. */
  readonly wildcard: string | undefined;
  /** By the last label of the host. */
  children: ReadonlyMap<string, AccessNode>;
  /** Access by exact entries. */
  point: AccessEnds;
  /** Access of all hosts below by wildcard entries. */
  below: AccessEnds;
}

type NodePatterns = Pick<AccessNode, 'exact' | 'wildcard'>;

/**
 * The hosts that two lists name, as trees of labels, one for each scheme and port. An origin that no list names has the
 * access of the nearest host above it.
 */
export class AccessTree {
  private readonly byPlace = new Map<string, AccessNode>();

  constructor(private readonly at: number) {}

  /** Adds an entry to one list or to both, unless it can never match or does not count at the instant. */
  add(entry: AllowlistEntry, lists: readonly ListName[]): void {
    const end = this.endOf(entry);
    if (end === -Infinity) return;
    const ends = (known: AccessEnds): AccessEnds => ({
      without: later(known.without, lists, end),
      withCredentials: isSharedEntry(entry)
        ? known.withCredentials
        : later(known.withCredentials, lists, end),
    });
    const node = this.nodeOf(entry.pattern);
    if (node === undefined) return;
    if (node.exact === entry.pattern) node.point = ends(node.point);
    else node.below = ends(node.below);
  }

  roots(): Iterable<AccessNode> {
    return this.byPlace.values();
  }

  private endOf({ pattern, status, expiresAt = Infinity, allowSharedOrigin }: AllowlistEntry): number {
    // Negated, so that NaN counts as expired.
    if (status !== 'active' || !(expiresAt > this.at)) return -Infinity;
    return allowSharedOrigin !== true && isSharedByForm(pattern) ? -Infinity : expiresAt;
  }

  /** The host of a pattern; undefined for a row that matches nothing. */
  private nodeOf(pattern: string): AccessNode | undefined {
    if (pattern === EVERY_FIREFOX_EXTENSION) return this.root('moz-extension', '');
    if (pattern.startsWith(WILDCARD)) {
      const [, host = '', port = ''] = WILDCARD_PARTS.exec(pattern) ?? [];
      return isNameOfTwo(host, port) ? this.hostNode('https', host, port) : undefined;
    }
    const origin = parseOrigin(pattern);
    if (origin === undefined || !canBeListed(origin) || exactPattern(origin) !== pattern) return undefined;
    return isInTree(origin)
      ? this.hostNode(origin.scheme, origin.host, origin.port)
      : this.loneNode(origin, pattern);
  }

  /** An origin that no wildcard over a domain covers. */
  private loneNode({ scheme, host, port }: Origin, exact: string): AccessNode {
    const root = this.root(scheme, port);
    return root.children.get(host) ?? add(root, host, { exact, wildcard: undefined });
  }

  /** From the last label to the first; the names are only written for hosts that are new. */
  private hostNode(scheme: string, host: string, port: string): AccessNode {
    let node = this.root(scheme, port);
    let end = host.length;
    while (end > 0) {
      const start = host.lastIndexOf('.', end - 1) + 1;
      const label = host.slice(start, end);
      node = node.children.get(label) ?? addHost(node, label, scheme, host.slice(start) + port);
      end = start - 1;
    }
    return node;
  }

  private root(scheme: string, port: string): AccessNode {
    const place = `${scheme}${port}`;
    const known = this.byPlace.get(place);
    if (known !== undefined) return known;
    const wildcard = scheme === 'moz-extension' ? EVERY_FIREFOX_EXTENSION : undefined;
    const made = newNode({ exact: undefined, wildcard });
    this.byPlace.set(place, made);
    return made;
  }
}

/** Addresses and hosts of this machine have no subdomains, and only https has wildcards. */
function isInTree({ scheme, form }: Origin): boolean {
  return scheme === 'https' && form === 'domain';
}

/** Whether a wildcard over the host matches anything: no wildcard covers a top-level domain. */
function isNameOfTwo(host: string, port: string): boolean {
  const below = parseOrigin(`https://a.${host}${port}`);
  return host.includes('.', 1) && below?.form === 'domain' && canBeListed(below);
}

function addHost(parent: AccessNode, label: string, scheme: string, authority: string): AccessNode {
  return add(parent, label, {
    exact: `${scheme}://${authority}`,
    wildcard: `${scheme}://*.${authority}`,
  });
}

function add(parent: AccessNode, label: string, patterns: NodePatterns): AccessNode {
  const made = newNode(patterns);
  if (parent.children === NO_CHILDREN) parent.children = new Map();
  (parent.children as Map<string, AccessNode>).set(label, made);
  return made;
}

/** Most hosts have none below them. */
const NO_CHILDREN: ReadonlyMap<string, AccessNode> = new Map();

function newNode({ exact, wildcard }: NodePatterns): AccessNode {
  return { exact, wildcard, children: NO_CHILDREN, point: NOWHERE, below: NOWHERE };
}

function later({ before, after }: EndPair, lists: readonly ListName[], end: number): EndPair {
  return {
    before: lists.includes('before') ? Math.max(before, end) : before,
    after: lists.includes('after') ? Math.max(after, end) : after,
  };
}

/** The later of the ends of two ways in. */
export function laterEnds(one: AccessEnds, other: AccessEnds): AccessEnds {
  return {
    without: laterPair(one.without, other.without),
    withCredentials: laterPair(one.withCredentials, other.withCredentials),
  };
}

function laterPair(one: EndPair, other: EndPair): EndPair {
  return { before: Math.max(one.before, other.before), after: Math.max(one.after, other.after) };
}
