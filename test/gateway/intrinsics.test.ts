import { IntrinsicError, resolveIntrinsics, type IntrinsicScope } from '../../gateway/assembly/intrinsics';

const scope: IntrinsicScope = {
  ref: (name) => `ref-${name}`,
  attribute: (logicalId, attribute) => `${logicalId}:${attribute}`,
  mapping: (map, top, second) => ({ Ref: `${map}-${top}-${second}` }),
};

describe('intrinsic functions', () => {
  test.each<[unknown, unknown]>([
    ['text', 'text'],
    [null, null],
    [
      [1, { Ref: 'A' }],
      [1, 'ref-A'],
    ],
    [
      { deep: { Ref: 'A' }, kept: true },
      { deep: 'ref-A', kept: true },
    ],
    // Two members make it an object that only looks like a function.
    [
      { Ref: 'A', other: 1 },
      { Ref: 'A', other: 1 },
    ],
    [{ 'Fn::GetAtt': ['A', 'Arn'] }, 'A:Arn'],
    [{ 'Fn::GetAtt': 'A.Nested.Arn' }, 'A:Nested.Arn'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'B' }, 1]] }, 'a-ref-B-1'],
    [{ 'Fn::Join': ['', []] }, ''],
    [{ 'Fn::Split': [':', { 'Fn::GetAtt': ['A', 'Arn'] }] }, ['A', 'Arn']],
    [{ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    [{ 'Fn::Select': ['0', ['x']] }, 'x'],
    [{ 'Fn::FindInMap': ['M', { Ref: 'T' }, 's'] }, 'ref-M-ref-T-s'],
    [{ 'Fn::Sub': 'a-${B}-${C.Arn}-${AWS::Region}-${!D}' }, 'a-ref-B-C:Arn-ref-AWS::Region-${D}'],
    [{ 'Fn::Sub': ['${own}-${B}', { own: { Ref: 'X' } }] }, 'ref-X-ref-B'],
  ])('%j resolves to %j', (value, expected) => {
    expect(resolveIntrinsics(value, scope)).toEqual(expected);
  });

  test.each<[unknown]>([
    [{ 'Fn::ImportValue': 'x' }],
    [{ 'Fn::If': ['c', 'a', 'b'] }],
    [{ Condition: 'c' }],
    [{ Ref: ['A'] }],
    [{ 'Fn::Join': ['-', 'a'] }],
    [{ 'Fn::Join': ['-'] }],
    [{ 'Fn::Join': ['-', [{ a: 1 }]] }],
    [{ 'Fn::Select': [2, ['a', 'b']] }],
    [{ 'Fn::Select': [0, 'a'] }],
    [{ 'Fn::Split': [':', ['a']] }],
    [{ 'Fn::GetAtt': { A: 'b' } }],
    [{ 'Fn::GetAtt': ['A'] }],
    [{ 'Fn::GetAtt': 'A' }],
    [{ 'Fn::Sub': ['${a}'] }],
    [{ 'Fn::Sub': ['${a}', 'b'] }],
    [{ 'Fn::FindInMap': ['M', 'T'] }],
  ])('%j throws an error', (value) => {
    expect(() => resolveIntrinsics(value, scope)).toThrow(IntrinsicError);
  });
});
