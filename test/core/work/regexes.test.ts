import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { sampleOf, searchSteps } from './regex-steps';

const core = resolve(__dirname, '../../../lib/core');

/** The one file that makes regular expressions of text: of constants that stand in the sources. */
const MAKER = 'late-pattern.ts';

/** Every regular expression of the engine, and how often a source makes one of a text that does not stand in it. */
function regexesOf(file: string): { readonly literals: readonly string[]; readonly made: number } {
  const text = readFileSync(join(core, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const literals: string[] = [];
  let made = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) literals.push(node.text);
    if (ts.isIdentifier(node) && node.text === 'RegExp' && file !== MAKER) made++;
    if (ts.isCallExpression(node) && node.expression.getText() === 'latePattern') {
      const late = lateLiteral(node);
      if (late === undefined) made++;
      else literals.push(late);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { literals, made };
}

/** A late pattern as a literal; undefined where its text or its flags are not constants. */
function lateLiteral({ arguments: [raw, flags] }: ts.CallExpression): string | undefined {
  if (raw === undefined || !ts.isTaggedTemplateExpression(raw) || raw.tag.getText() !== 'String.raw') return;
  if (!ts.isNoSubstitutionTemplateLiteral(raw.template) || !flags || !ts.isStringLiteral(flags)) return;
  return `/${raw.template.rawText ?? ''}/${flags.text}`;
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
  expect(literals).toContain(String.raw`/\p{Mn}/u`);
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
