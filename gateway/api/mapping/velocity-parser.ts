/** One step of a reference: `.name`, with arguments where it is a call. */
export interface Step {
  readonly name: string;
  readonly args: readonly Expression[] | undefined;
}

/** `$input.params('id')`, `$name.part`, with the text that it was written as. */
export interface Reference {
  readonly kind: 'reference';
  readonly source: string;
  readonly steps: readonly Step[];
}

/** A value in a condition or an assignment. */
export type Expression =
  | Reference
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'text'; readonly nodes: readonly Node[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

/** A part of a template. */
export type Node =
  | string
  | Reference
  | { readonly kind: 'set'; readonly target: readonly string[]; readonly value: Expression }
  | {
      readonly kind: 'if';
      readonly branches: readonly {
        readonly condition: Expression | undefined;
        readonly body: readonly Node[];
      }[];
    };

/** The template holds something of VTL that is not known here. */
export class UnknownVelocityError extends Error {
  override readonly name = 'UnknownVelocityError';
}

const DIRECTIVE = /#\{?(set|if|elseif|else|end|foreach|macro|define|parse|include|evaluate|stop|break)\b\}?/y;
const COMMENT = /##[^\n]*\n?|#\*[\s\S]*?\*#/y;
const REFERENCE_START = /\$!?\{?(?=[A-Za-z_])/y;
/** Keys of contexts and stage variables may hold a hyphen. */
const KEY = /[A-Za-z0-9_][A-Za-z0-9_-]*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const SPACE = /\s*/y;
const OPERATORS = [
  ['||', 'or'],
  ['&&', 'and'],
  ['==', 'eq'],
  ['!=', 'ne'],
  ['>=', 'ge'],
  ['<=', 'le'],
  ['>', 'gt'],
  ['<', 'lt'],
] as const;
const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!=', '>=', '<=', '>', '<']];

/**
 * Parses a template with text, references, `#set` and `#if`: what templates of integrations mostly have of VTL.
 *
 * @throws UnknownVelocityError for other directives, and for what does not parse
 * @see https://velocity.apache.org/engine/devel/vtl-reference.html
 */
export function parseVelocity(template: string): readonly Node[] {
  const parser = new VelocityParser(template);
  const { nodes, end } = parser.nodes();
  if (end !== undefined) throw new UnknownVelocityError(`#${end} without #if`);
  return nodes;
}

class VelocityParser {
  private at = 0;

  constructor(private readonly text: string) {}

  /** Up to a directive that ends a branch, which is given back, or to the end of the text. */
  nodes(): { readonly nodes: readonly Node[]; readonly end: string | undefined } {
    const nodes: Node[] = [];
    let plain = '';
    const keep = (node: Node): void => {
      if (plain !== '') nodes.push(plain);
      plain = '';
      nodes.push(node);
    };
    while (this.at < this.text.length) {
      if (this.take(COMMENT) !== undefined) continue;
      const directive = this.directive();
      if (directive === 'set') keep(this.assignment());
      else if (directive === 'if') keep(this.choice());
      else if (directive === 'else' || directive === 'elseif' || directive === 'end') {
        if (plain !== '') nodes.push(plain);
        return { nodes, end: directive };
      } else if (directive !== undefined) throw new UnknownVelocityError(`#${directive}`);
      else {
        const reference = this.reference();
        if (reference !== undefined) keep(reference);
        else plain += this.text[this.at++] ?? '';
      }
    }
    if (plain !== '') nodes.push(plain);
    return { nodes, end: undefined };
  }

  private assignment(): Node {
    this.expect('(');
    const target = this.reference();
    if (target === undefined) throw new UnknownVelocityError('#set of something else than a reference');
    this.expect('=');
    const value = this.expression(0);
    this.expect(')');
    return { kind: 'set', target: target.steps.map(({ name }) => name), value };
  }

  private choice(): Node {
    const branches: { condition: Expression | undefined; body: readonly Node[] }[] = [];
    for (let directive = 'if'; directive !== 'end';) {
      const condition = directive === 'else' ? undefined : this.condition();
      const { nodes, end } = this.nodes();
      if (end === undefined) throw new UnknownVelocityError('#if without #end');
      branches.push({ condition, body: nodes });
      directive = end;
    }
    return { kind: 'if', branches };
  }

  private condition(): Expression {
    this.expect('(');
    const condition = this.expression(0);
    this.expect(')');
    return condition;
  }

  private expression(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.primary();
    let left = this.expression(level + 1);
    for (;;) {
      this.take(SPACE);
      const operator = operators.find((one) => this.takeOperator(one));
      if (operator === undefined) return left;
      left = { kind: 'binary', operator, left, right: this.expression(level + 1) };
    }
  }

  private primary(): Expression {
    this.take(SPACE);
    if (this.takeText('!')) return { kind: 'not', of: this.primary() };
    if (this.takeText('(')) {
      const inner = this.expression(0);
      this.expect(')');
      return inner;
    }
    const quote = ['"', "'"].find((one) => this.takeText(one));
    if (quote !== undefined) return this.quoted(quote);
    const number = this.take(NUMBER);
    if (number !== undefined) return { kind: 'literal', value: Number(number) };
    for (const value of [true, false]) if (this.takeText(String(value))) return { kind: 'literal', value };
    const reference = this.reference();
    if (reference === undefined)
      throw new UnknownVelocityError(`a value: ${this.text.slice(this.at, this.at + 20)}`);
    return reference;
  }

  /** Within double quotes references have their values. */
  private quoted(quote: string): Expression {
    const end = this.text.indexOf(quote, this.at);
    if (end < 0) throw new UnknownVelocityError('a text without its end');
    const inner = this.text.slice(this.at, end);
    this.at = end + 1;
    return quote === "'" ? { kind: 'literal', value: inner } : { kind: 'text', nodes: parseVelocity(inner) };
  }

  private reference(): Reference | undefined {
    const from = this.at;
    const start = this.take(REFERENCE_START);
    if (start === undefined) return undefined;
    const root = this.take(NAME) ?? '';
    const key = root === 'context' || root === 'stageVariables' ? KEY : NAME;
    const steps: Step[] = [{ name: root, args: undefined }];
    while (this.text[this.at] === '.') {
      this.at += 1;
      const name = this.take(key);
      if (name === undefined) {
        // The dot ends a sentence.
        this.at -= 1;
        break;
      }
      steps.push({ name, args: this.takeText('(') ? this.args() : undefined });
    }
    if (start.endsWith('{')) this.expect('}');
    return { kind: 'reference', source: this.text.slice(from, this.at), steps };
  }

  private args(): readonly Expression[] {
    const args: Expression[] = [];
    for (;;) {
      this.take(SPACE);
      if (this.takeText(')')) return args;
      args.push(this.expression(0));
      this.take(SPACE);
      this.takeText(',');
    }
  }

  private directive(): string | undefined {
    DIRECTIVE.lastIndex = this.at;
    const [whole, name] = DIRECTIVE.exec(this.text) ?? [];
    if (whole !== undefined) this.at += whole.length;
    return name;
  }

  /** An operator, by its sign or by its word. */
  private takeOperator(sign: string): boolean {
    const word = OPERATORS.find(([one]) => one === sign)?.[1] ?? '';
    if (this.takeText(sign)) return true;
    const isWord = this.text.startsWith(`${word} `, this.at) || this.text.startsWith(`${word}(`, this.at);
    if (isWord) this.at += word.length;
    return isWord;
  }

  private expect(text: string): void {
    this.take(SPACE);
    if (!this.takeText(text)) throw new UnknownVelocityError(`${text} is missing at ${String(this.at)}`);
  }

  private takeText(text: string): boolean {
    const found = this.text.startsWith(text, this.at);
    if (found) this.at += text.length;
    return found;
  }

  private take(form: RegExp): string | undefined {
    form.lastIndex = this.at;
    const found = form.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}
