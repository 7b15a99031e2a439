import {
  IntrinsicError,
  isTrue,
  resolveIntrinsics,
  type IntrinsicScope,
} from '../../gateway/assembly/intrinsics';

const scope: IntrinsicScope = {
  ref: (name) => `ref-${name}`,
  attribute: (logicalId, attribute) => `${logicalId}:${attribute}`,
  mapping: (map, top, second) => ({ Ref: `${map}-${top}-${second}` }),
  condition: (name) => name.startsWith('Is'),
  imported: (name) => `export-${name}`,
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
    [{ 'Fn::ImportValue': 'x' }, 'export-x'],
    [{ 'Fn::If': ['IsProd', { Ref: 'A' }, 'b'] }, 'ref-A'],
    [{ 'Fn::If': ['Not', 'a', { Ref: 'B' }] }, 'ref-B'],
    [{ 'Fn::Base64': 'a' }, 'YQ=='],
    [{ kept: 1, gone: { 'Fn::If': ['IsProd', { Ref: 'AWS::NoValue' }, 1] } }, { kept: 1 }],
    [['kept', { Ref: 'AWS::NoValue' }], ['kept']],
  ])('%j resolves to %j', (value, expected) => {
    expect(resolveIntrinsics(value, scope)).toEqual(expected);
  });

  test.each<[unknown]>([
    [{ 'Fn::If': ['c', 'a'] }],
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

describe('conditions', () => {
  test.each<[unknown, boolean]>([
    [{ 'Fn::Equals': [{ Ref: 'A' }, 'ref-A'] }, true],
    [{ 'Fn::Equals': ['a', 'b'] }, false],
    [{ 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }, true],
    [{ Condition: 'IsProd' }, true],
    [{ 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'Other' }] }, false],
    [{ 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'Other' }] }, true],
  ])('%j is %j', (condition, expected) => {
    expect(isTrue(condition, scope)).toBe(expected);
  });

  test('that are unknown throw an error', () => {
    expect(() => isTrue({ 'Fn::Like': ['a', 'b'] }, scope)).toThrow(IntrinsicError);
  });
});
