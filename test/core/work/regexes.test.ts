import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { sampleOf, searchSteps } from './regex-steps';

const core = resolve(__dirname, '../../../lib/core');

/** Every regular expression of the engine, and where a source makes one of text. */
function regexesOf(file: string): { readonly literals: readonly string[]; readonly made: number } {
  const text = readFileSync(join(core, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const literals: string[] = [];
  let made = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) literals.push(node.text);
    if (ts.isIdentifier(node) && node.text === 'RegExp') made++;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { literals, made };
}

const found = readdirSync(core).map(regexesOf);
const literals = [...new Set(found.flatMap((each) => each.literals))];

/** Steps of the worst text of this many repetitions, made of what the regular expression itself is made of. */
function worstSteps(literal: string, repetitions: number): number {
  const sample = sampleOf(literal);
  const prefixes = Array.from({ length: sample.length + 1 }, (_, end) => sample.slice(0, end));
  const singles = [...new Set(`${sample}a0.:/% `)];
  // The parts of a repeated group are side by side in the sample.
  const pairs = singles.map((_, at) => sample.slice(at, at + 2));
  const pumps = [...new Set([...singles, ...pairs, sample])].filter((pump) => pump !== '');
  let worst = 0;
  for (const prefix of prefixes) {
    for (const pump of pumps) {
      for (const end of ['', '\u0001', sample]) {
        const text = prefix + pump.repeat(repetitions) + end;
        worst = Math.max(worst, searchSteps(literal, text).steps / text.length);
      }
    }
  }
  return worst;
}

test('no regular expression is made of text', () => {
  expect(found.map(({ made }) => made).filter((made) => made > 0)).toEqual([]);
  expect(literals.length).toBeGreaterThan(10);
});

test.each(literals)('%s takes steps in proportion to the text', (literal) => {
  // Twice the text takes at most a little more for each character; a quadratic one takes twice as much.
  expect(worstSteps(literal, 32)).toBeLessThan(1.5 * worstSteps(literal, 16));
});

test('the measure tells a quadratic regular expression', () => {
  expect(worstSteps('/[ \\t]+$/', 32)).toBeGreaterThan(1.5 * worstSteps('/[ \\t]+$/', 16));
  expect(worstSteps('/^(?:a+)+$/', 10)).toBeGreaterThan(10 * worstSteps('/^(?:a+)+$/', 5));
});

test.each(literals.filter((literal) => !literal.endsWith('/u')))(
  'the stepping matcher reads %s as the engine does',
  (literal) => {
    const sample = sampleOf(literal);
    const source = literal.slice(1, literal.lastIndexOf('/'));
    const regex = new RegExp(source, literal.slice(literal.lastIndexOf('/') + 1));
    const text = fc.array(fc.constantFrom(...`${sample}aA0.:/%* -\n`.split(''), sample), { maxLength: 8 });
    fc.assert(
      fc.property(text, (parts) => {
        expect(searchSteps(literal, parts.join('')).found).toBe(parts.join('').search(regex) >= 0);
      }),
    );
  },
);
