import { decodeEscapes } from '../../http/query';

/** One node of the resource tree. */
interface RouteNode<T> {
  readonly literals: Map<string, RouteNode<T>>;
  parameter: { readonly name: string; readonly node: RouteNode<T> } | undefined;
  greedy: { readonly name: string; readonly node: RouteNode<T> } | undefined;
  resource: T | undefined;
}

/** A resource that has methods. `ANY` serves every verb that has no method of its own. */
interface Routable {
  readonly methods: ReadonlyMap<string, unknown>;
}

/** A resource that a request matched, with the values of its path parameters, decoded. */
export interface RouteMatch<T> {
  readonly resource: T;
  /** The key of the method: the verb itself or `ANY`. */
  readonly methodKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** The verbs that `ANY` covers. */
const ANY_VERBS: ReadonlySet<string> = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/**
 * The resources of an API, searched as API Gateway does: part by part and case-sensitively, a literal before a
 * parameter before a greedy one; empty parts (a trailing slash, `//`) do not count. When the resource found lacks the
 * verb, a greedy one around it that has the verb gets the request.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
 */
export class Routes<T extends Routable> {
  private readonly root: RouteNode<T> = emptyNode();
  private readonly added: T[] = [];

  /** Every resource that was added, in that order. */
  get resources(): readonly T[] {
    return this.added;
  }

  /** @param path as a template has it, `/orders/{id}/{rest+}` */
  add(path: string, resource: T): void {
    let node = this.root;
    for (const part of pathParts(path)) node = child(node, part);
    node.resource = resource;
    this.added.push(resource);
  }

  match(method: string, path: string): RouteMatch<T> | undefined {
    let first = true;
    for (const { resource, greedy, parameters } of candidates(this.root, pathParts(path), [])) {
      const methodKey = methodOf(resource, method);
      if (methodKey !== undefined && (first || greedy)) {
        return { resource, methodKey, pathParameters: decoded(parameters) };
      }
      first = false;
    }
    return undefined;
  }
}

interface Candidate<T> {
  readonly resource: T;
  readonly greedy: boolean;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** Every resource that fits, the best first. A node is visited at most once: the tree is the bound. */
function* candidates<T>(
  node: RouteNode<T>,
  parts: readonly string[],
  parameters: Candidate<T>['parameters'],
): Generator<Candidate<T>> {
  const [part, ...rest] = parts;
  if (part === undefined) {
    if (node.resource !== undefined) yield { resource: node.resource, greedy: false, parameters };
    return;
  }
  const literal = node.literals.get(part);
  if (literal !== undefined) yield* candidates(literal, rest, parameters);
  if (node.parameter !== undefined) {
    yield* candidates(node.parameter.node, rest, [...parameters, [node.parameter.name, part]]);
  }
  if (node.greedy?.node.resource !== undefined) {
    const tail = [node.greedy.name, parts.join('/')] as const;
    yield { resource: node.greedy.node.resource, greedy: true, parameters: [...parameters, tail] };
  }
}

function methodOf(resource: Routable, method: string): string | undefined {
  if (method !== 'ANY' && resource.methods.has(method)) return method;
  return ANY_VERBS.has(method) && resource.methods.has('ANY') ? 'ANY' : undefined;
}

function pathParts(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function child<T>(node: RouteNode<T>, part: string): RouteNode<T> {
  if (part.startsWith('{') && part.endsWith('+}')) {
    return (node.greedy ??= { name: part.slice(1, -2), node: emptyNode() }).node;
  }
  if (part.startsWith('{') && part.endsWith('}')) {
    return (node.parameter ??= { name: part.slice(1, -1), node: emptyNode() }).node;
  }
  const known = node.literals.get(part) ?? emptyNode();
  node.literals.set(part, known);
  return known;
}

function emptyNode<T>(): RouteNode<T> {
  return { literals: new Map(), parameter: undefined, greedy: undefined, resource: undefined };
}

function decoded(parameters: Candidate<unknown>['parameters']): Record<string, string> {
  return Object.fromEntries(parameters.map(([name, value]) => [name, decodeEscapes(value)]));
}
