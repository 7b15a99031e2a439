import { parseRegExpLiteral, type AST } from '@eslint-community/regexpp';

type Next = (at: number) => boolean;
type Match = (at: number, next: Next) => boolean;

/** A backtracking matcher as plain as the one of the standard, which counts what it tries. */
class SteppingMatcher {
  steps = 0;

  constructor(
    private readonly text: string,
    private readonly flags: string,
  ) {}

  /** Tries the pattern at every place of the text, as `test` does. */
  search(pattern: AST.Pattern): boolean {
    const match = this.oneOf(pattern.alternatives);
    for (let at = 0; at <= this.text.length; at++) {
      if (match(at, () => true)) return true;
    }
    return false;
  }

  private oneOf(alternatives: readonly AST.Alternative[]): Match {
    const matches = alternatives.map(({ elements }) => this.sequence(elements));
    return (at, next) => matches.some((match) => match(at, next));
  }

  private sequence(elements: readonly AST.Element[]): Match {
    const matches = elements.map((element) => this.element(element));
    const from = (index: number, at: number, next: Next): boolean => {
      const match = matches[index];
      return match === undefined ? next(at) : match(at, (end) => from(index + 1, end, next));
    };
    return (at, next) => from(0, at, next);
  }

  private element(element: AST.Element): Match {
    switch (element.type) {
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
        return this.character(element.raw);
      case 'Quantifier':
        return this.repeated(this.element(element.element), element.min, element.max);
      case 'Group':
      case 'CapturingGroup':
        return this.oneOf(element.alternatives);
      case 'Assertion':
        return this.assertion(element);
      default:
        throw new Error(`${element.raw}: the matcher knows no ${element.type}`);
    }
  }

  private character(raw: string): Match {
    const only = new RegExp(`^(?:${raw})$`, this.flags);
    return (at, next) => {
      this.steps++;
      return at < this.text.length && only.test(this.text.charAt(at)) && next(at + 1);
    };
  }

  private repeated(match: Match, min: number, max: number): Match {
    const again = (count: number, at: number, next: Next): boolean => {
      this.steps++;
      if (count < max && match(at, (end) => end > at && again(count + 1, end, next))) return true;
      return count >= min && next(at);
    };
    return (at, next) => again(0, at, next);
  }

  private assertion(assertion: AST.Assertion): Match {
    switch (assertion.kind) {
      case 'start':
        return (at, next) => at === 0 && next(at);
      case 'end':
        return (at, next) => at === this.text.length && next(at);
      case 'lookahead': {
        const ahead = this.oneOf(assertion.alternatives);
        return (at, next) => ahead(at, () => true) !== assertion.negate && next(at);
      }
      default:
        throw new Error(`${assertion.raw}: the matcher knows no ${assertion.kind}`);
    }
  }
}

/** The steps of a search of the text, and whether it finds something. */
export function searchSteps(
  literal: string,
  text: string,
): { readonly steps: number; readonly found: boolean } {
  const { pattern, flags } = parseRegExpLiteral(literal);
  const matcher = new SteppingMatcher(text, stateless(flags.raw));
  const found = matcher.search(pattern);
  return { steps: matcher.steps, found };
}

/** A short text that the regular expression matches, each repetition once. */
export function sampleOf(literal: string): string {
  const { pattern, flags } = parseRegExpLiteral(literal);
  return sampleOfAlternatives(pattern.alternatives, stateless(flags.raw));
}

/** With the flag `g`, a regular expression begins where its last test ended. */
function stateless(flags: string): string {
  return flags.replace('g', '');
}

function sampleOfAlternatives(alternatives: readonly AST.Alternative[], flags: string): string {
  return (alternatives[0]?.elements ?? []).map((element) => sampleOfElement(element, flags)).join('');
}

const PRINTABLE = Array.from({ length: 0x5f }, (_, index) => String.fromCharCode(0x20 + index));

function sampleOfElement(element: AST.Element, flags: string): string {
  switch (element.type) {
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass': {
      const only = new RegExp(`^(?:${element.raw})$`, flags);
      return ['a', '0', ...PRINTABLE].find((text) => only.test(text)) ?? '\u0000';
    }
    case 'Quantifier':
      return sampleOfElement(element.element, flags).repeat(Math.max(element.min, 1));
    case 'Group':
    case 'CapturingGroup':
      return sampleOfAlternatives(element.alternatives, flags);
    default:
      return '';
  }
}
