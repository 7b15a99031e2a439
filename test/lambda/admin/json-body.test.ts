import { checkJsonText } from '../../../lambda/admin/http/json-body';
import { MAX_FIELD_ERRORS, MAX_JSON_DEPTH } from '../../../lambda/admin/limits';
import { AdminProblem } from '../../../lambda/admin/problem/admin-problem';

const NOT_JSON = { detail: 'The body is not JSON.' };

/** The parts of the problem with which a text is refused; undefined where it is taken. */
function refusalOf(text: string): unknown {
  try {
    checkJsonText(text);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(AdminProblem);
    expect(error).toMatchObject({ code: 'bad_json' });
    return (error as AdminProblem).details;
  }
}

const nested = (depth: number, inside = ''): string => '['.repeat(depth) + inside + ']'.repeat(depth);
const deepPointer = '/0'.repeat(MAX_JSON_DEPTH);

test.each([
  ['a number', '1'],
  ['a text with brackets', `"${'['.repeat(MAX_JSON_DEPTH + 1)}"`],
  ['a text with a quote and brackets', `"\\"${'['.repeat(MAX_JSON_DEPTH + 1)}"`],
  ['a text that ends with a backslash', `{"a":"\\\\","b":"${'{'.repeat(MAX_JSON_DEPTH + 1)}"}`],
  ['the deepest list', nested(MAX_JSON_DEPTH)],
  ['lists beside each other', `[${Array.from({ length: MAX_JSON_DEPTH + 1 }, () => '[]').join()}]`],
  ['objects beside each other', `[${Array.from({ length: MAX_JSON_DEPTH + 1 }, () => '{}').join()}]`],
  ['equal names in two objects', '{"a":{"b":1},"c":{"b":1}}'],
  ['a value that looks like a name', '{"a":"b","b":"a"}'],
  ['a name after a list', '{"a":["b","b"],"b":1}'],
])('%s is taken', (_, text) => {
  expect(refusalOf(text)).toBeUndefined();
});

test.each([
  ['nothing', ''],
  ['half an object', '{"a":1'],
  ['deep brackets that do not close', '['.repeat(MAX_JSON_DEPTH)],
  ['brackets that close first', ']'.repeat(MAX_JSON_DEPTH + 1) + '['.repeat(MAX_JSON_DEPTH + 1)],
])('%s is not JSON', (_, text) => {
  expect(refusalOf(text)).toEqual(NOT_JSON);
});

test.each([
  ['twice in one object', '{"a":1,"a":2}', ['/a']],
  ['three times', '{"a":1,"a":2,"a":3}', ['/a', '/a']],
  ['after an object and a list', '{"a":{},"b":[],"a":1}', ['/a']],
  ['in the second element', '[1,{"a":1,"a":2}]', ['/1/a']],
  ['below a name', '{"x":[{},{"y":{"k":1,"k":2}}]}', ['/x/1/y/k']],
])('a name that stands there %s is an error with its place', (_, text, pointers) => {
  const message = 'The field is there more than once.';
  const errors = pointers.map((pointer) => ({ pointer, code: 'duplicate_field', message }));
  expect(refusalOf(text)).toEqual({ errors });
});

test.each([
  ['lists', nested(MAX_JSON_DEPTH + 1), deepPointer],
  ['lists with more in them', nested(MAX_JSON_DEPTH + 1, '1,[2]'), deepPointer],
  [
    'objects',
    '{"a":'.repeat(MAX_JSON_DEPTH + 1) + '1' + '}'.repeat(MAX_JSON_DEPTH + 1),
    '/a'.repeat(MAX_JSON_DEPTH),
  ],
  // The text behind it is not read, so it need not be JSON.
  ['lists that do not close', '['.repeat(MAX_JSON_DEPTH + 1), deepPointer],
])('%s nested too deep are an error with the place', (_, text, pointer) => {
  expect(refusalOf(text)).toMatchObject({ errors: [{ pointer, code: 'too_deep' }] });
});

test('names a bounded number of errors', () => {
  const names = Array.from({ length: MAX_FIELD_ERRORS + 2 }, () => '"a":1').join();
  expect(refusalOf(`{${names}}`)).toMatchObject({ errors: { length: MAX_FIELD_ERRORS } });
});
