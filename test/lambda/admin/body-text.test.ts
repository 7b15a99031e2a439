import { bodyText } from '../../../lambda/admin/http/body-text';
import { MAX_BODY_BYTES } from '../../../lambda/admin/limits';
import { AdminProblem } from '../../../lambda/admin/problem/admin-problem';

function problemOf(
  action: () => unknown,
): { readonly code: string; readonly detail: string | undefined } | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (!(error instanceof AdminProblem)) throw error;
    return { code: error.code, detail: error.details.detail };
  }
}

test('a body that is missing is an empty text', () => {
  expect(bodyText(undefined, 'json')).toBe('');
});

test('a body is UTF-8, whichever way the event carries it, and a byte order mark stays', () => {
  const text = '\uFEFF{"ä":1}';
  expect(bodyText({ data: text, base64: false }, 'json')).toBe(text);
  expect(bodyText({ data: Buffer.from(text).toString('base64'), base64: true }, 'json')).toBe(text);
});

test.each([
  ['json', 'bad_json'],
  ['merge-patch', 'bad_json'],
  ['xml', 'bad_xml'],
] as const)('a body in the form %s that is not UTF-8 is %s', (form, code) => {
  const data = Buffer.from([0x22, 0xff, 0x22]).toString('base64');
  expect(problemOf(() => bodyText({ data, base64: true }, form))).toEqual({
    code,
    detail: 'The body is not UTF-8.',
  });
});

test.each([
  ['as many bytes as may be', 'a'.repeat(MAX_BODY_BYTES), undefined],
  ['a byte more', 'a'.repeat(MAX_BODY_BYTES + 1), 'body_too_large'],
  ['as many characters as may be, of two bytes each', 'ä'.repeat(MAX_BODY_BYTES), 'body_too_large'],
  ['far more', 'a'.repeat(MAX_BODY_BYTES * 4 + 1), 'body_too_large'],
])('of a body are taken: %s', (_, data, code) => {
  expect(problemOf(() => bodyText({ data, base64: false }, 'json'))?.code).toBe(code);
});
