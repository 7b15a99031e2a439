import { closedOverlaps } from '../../lib/core/closed-overlap';
import { ruleOf } from './cases/rule-text';

test('a closed rule that names a part of what a rule with a parameter names is found with that rule', () => {
  const [closed, open, other] = ['closed exact /a/b', 'public exact /a/{id}', 'public exact /c/{id}'].map(
    ruleOf,
  );
  expect(closedOverlaps([open!, closed!, other!])).toEqual([{ closed, open }]);
});

test.each([
  ['a rule without a parameter', ['closed exact /a/b', 'public prefix /a']],
  ['a rule that lies below the closed one', ['closed prefix /a', 'public exact /a/{id}']],
  ['a closed rule with a parameter', ['closed exact /a/{x}', 'public exact /{y}/b']],
  ['two closed rules', ['closed exact /a/b', 'closed exact /a/{id}']],
  ['rules of different paths', ['closed exact /a/b', 'public exact /c/{id}']],
])('%s is no such overlap', (_what, texts) => {
  expect(closedOverlaps(texts.map(ruleOf))).toEqual([]);
});
