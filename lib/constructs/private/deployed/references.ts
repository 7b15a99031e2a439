import {
  CfnElement,
  DefaultTokenResolver,
  Reference,
  Tokenization,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  type TokenizedStringFragments,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** CloudFormation's own forms have one key that begins so; the CDK takes no other object for the value of a property. */
const POINTER = 'Fn::Construct';

/** The place in the tree that a resolved reference points to. */
export interface Pointer {
  /** Path of the element in the tree. */
  readonly path: string;
  /** `Ref`, or the name of an attribute. */
  readonly attribute: string;
}

/**
 * Leaves references as pointers into the tree. In CloudFormation a reference looks different in each stack (`Ref`, a parameter, an
 * import), and before the CDK has connected the stacks it even looks like one to a resource of the wrong stack.
 */
class PointerResolver extends DefaultTokenResolver {
  constructor() {
    super({ join: joined });
  }

  public override resolveToken(
    token: IResolvable,
    context: IResolveContext,
    postProcessor: IPostProcessor,
  ): unknown {
    if (Reference.isReference(token) && CfnElement.isCfnElement(token.target) && !isPseudo(token)) {
      return { [POINTER]: [token.target.node.path, token.displayName] };
    }
    return super.resolveToken(token, context, postProcessor) as unknown;
  }
}

const RESOLVER = new PointerResolver();

/** A value without tokens: as CloudFormation has it, with pointers for references to elements of the tree. */
export function withPointers(scope: IConstruct, value: unknown): unknown {
  return Tokenization.resolve(value, { scope, resolver: RESOLVER, preparing: false });
}

/** Takes the first token of a text one step further, and no more. */
class FirstTokenResolver extends DefaultTokenResolver {
  constructor() {
    super({ join: joined });
  }

  public override resolveString(fragments: TokenizedStringFragments, context: IResolveContext): unknown {
    return fragments.firstToken?.resolve(context) as unknown;
  }
}

const FIRST = new FirstTokenResolver();

/** The next form of a text that is a token: another token, or a plain text. */
export function unwrapped(scope: IConstruct, text: string): unknown {
  return Tokenization.resolve(text, { scope, resolver: FIRST, preparing: false });
}

/** The pointer that a resolved value is; undefined for any other value. */
export function pointerOf(value: unknown): Pointer | undefined {
  if (typeof value !== 'object' || value === null || !(POINTER in value)) return undefined;
  const [path, attribute] = value[POINTER] as readonly [string, string];
  return { path, attribute };
}

/** The construct at a path of the tree. */
export function constructAt({ node: { root } }: IConstruct, path: string): IConstruct | undefined {
  let at: IConstruct | undefined = root;
  for (const id of path === '' ? [] : path.split('/')) at = at?.node.tryFindChild(id);
  return at;
}

/** `AWS::Region` and its like, whose target is the place that asked for it. */
function isPseudo({ displayName }: Reference): boolean {
  return displayName.startsWith('AWS::');
}

function joined(left: unknown, right: unknown): unknown {
  if (left === undefined) return right;
  if (right === undefined) return left;
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  return { 'Fn::Join': ['', merged(partsOf(left), partsOf(right))] };
}

/** Two lists of parts as one, in which no text stands beside another: the same text always has the same form. */
function merged(left: readonly unknown[], right: readonly unknown[]): readonly unknown[] {
  const [last, first] = [left.at(-1), right[0]];
  if (typeof last !== 'string' || typeof first !== 'string') return [...left, ...right];
  return [...left.slice(0, -1), last + first, ...right.slice(1)];
}

/** The parts of what `joined` made, so that a text of many tokens is one list. */
function partsOf(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null || !('Fn::Join' in value)) return [value];
  const [separator, parts] = value['Fn::Join'] as readonly [unknown, unknown];
  return separator === '' && Array.isArray(parts) ? parts : [value];
}
