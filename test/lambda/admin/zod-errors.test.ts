import { z } from '@hono/zod-openapi';
import { fieldError, type Part, zodErrors } from '../../../lambda/admin/problem/zod-errors';

const schema = z.strictObject({
  pattern: z.string().optional(),
  text: z.string().max(3).optional(),
  form: z.string().regex(/^x$/).optional(),
  choice: z.enum(['a', 'b']).optional(),
  flag: z.boolean().optional(),
  object: z.object({ inside: z.string() }).optional(),
  map: z.record(z.string(), z.string()).optional(),
  list: z.array(z.number()).max(1).optional(),
  either: z.union([z.string(), z.number()]).optional(),
  own: z
    .string()
    .refine((text) => text === 'x', { message: 'It is x.', params: { code: 'bad_url' } })
    .optional(),
  plain: z
    .string()
    .refine((text) => text === 'x', { message: 'It is x.' })
    .optional(),
});

function errorsOf(value: unknown, part: Part = 'json', of: z.ZodType = schema): readonly object[] {
  const { error } = of.safeParse(value);
  return error === undefined ? [] : zodErrors(error.issues, value, part);
}

const mustBe = (name: string): string => `The value must be ${name}.`;
const REQUIRED = 'The field is required.';
const CHOICE = 'The value must be one of "a", "b".';

test.each<[unknown, string, string, string]>([
  [7, '', 'wrong_type', mustBe('an object')],
  [null, '', 'wrong_type', mustBe('an object')],
  [{ text: 1 }, '/text', 'wrong_type', mustBe('a string')],
  [{ flag: 1 }, '/flag', 'wrong_type', mustBe('true or false')],
  [{ object: 1 }, '/object', 'wrong_type', mustBe('an object')],
  [{ map: 1 }, '/map', 'wrong_type', mustBe('an object')],
  [{ list: 1 }, '/list', 'wrong_type', mustBe('a list')],
  [{ list: ['x'] }, '/list/0', 'wrong_type', mustBe('a number')],
  [{ either: true }, '/either', 'wrong_type', mustBe('of another type')],
  [{ pattern: 1 }, '/pattern', 'not_a_string', 'The pattern must be a string.'],
  [{ object: {} }, '/object/inside', 'required', REQUIRED],
  [{ text: 'long' }, '/text', 'too_long', 'At most 3.'],
  [{ list: [1, 2] }, '/list', 'too_many', 'At most 1.'],
  [{ form: 'y' }, '/form', 'bad_format', 'The value does not have the form of this field.'],
  [{ choice: 'c' }, '/choice', 'bad_value', CHOICE],
  [{ own: 'y' }, '/own', 'bad_url', 'It is x.'],
  [{ plain: 'y' }, '/plain', 'bad_value', 'It is x.'],
  [{ 'a/b~c/~': 1 }, '/a~1b~0c~1~0', 'unknown_field', 'There is no field of this name.'],
])('%j has the error %s %s', (value, pointer, code, message) => {
  expect(errorsOf(value)).toEqual([{ pointer, code, message }]);
});

test.each<[z.ZodType, string]>([
  [z.object({ x: z.string() }), REQUIRED],
  [z.object({ x: z.union([z.string(), z.number()]) }), REQUIRED],
  [z.object({ x: z.enum(['a', 'b']) }), CHOICE],
])('what is missing is required', (of, message) => {
  expect(errorsOf({}, 'json', of)).toEqual([{ pointer: '/x', code: 'required', message }]);
});

test('a parameter that is there twice is a duplicate, and one without a name is unknown', () => {
  const twice = {
    pointer: '/choice',
    code: 'duplicate_field',
    message: 'The field is there more than once.',
  };
  const other = { pointer: '/x', code: 'unknown_parameter', message: 'There is no parameter of this name.' };
  expect(errorsOf({ choice: ['a', 'a'] }, 'query')).toEqual([twice]);
  expect(errorsOf({ text: ['a', 'a'], x: '1' }, 'query')).toEqual([{ ...twice, pointer: '/text' }, other]);
  expect(errorsOf({ choice: ['a', 'a'] })).toMatchObject([{ code: 'bad_value' }]);
});

test('a parameter that is there once is judged as a field is', () => {
  expect(errorsOf({ choice: 'c' }, 'query')).toEqual([
    { pointer: '/choice', code: 'bad_value', message: CHOICE },
  ]);
});

test('each field and code comes once, and several codes of a field each', () => {
  const of = z.object({ x: z.string().max(1).regex(/a/).regex(/b/) });
  expect(errorsOf({ x: 'yy' }, 'json', of)).toMatchObject([{ code: 'too_long' }, { code: 'bad_format' }]);
});

test('an unknown field below another has the whole place', () => {
  const of = z.object({ a: z.array(z.strictObject({})) });
  expect(errorsOf({ a: [{}, { b: 1 }] }, 'json', of)).toMatchObject([{ pointer: '/a/1/b' }]);
});

test('what the prototype has is missing all the same', () => {
  const of = z.object({ constructor: z.string() });
  expect(
    zodErrors([{ code: 'invalid_type', expected: 'string', path: ['toString'], message: '' }], {}, 'json'),
  ).toEqual([{ pointer: '/toString', code: 'required', message: REQUIRED }]);
  expect(errorsOf({ constructor: 1 }, 'json', of)).toMatchObject([{ code: 'wrong_type' }]);
});

test('an error has the sentence of its code, or its own', () => {
  expect(fieldError(['a', 0], 'too_long')).toEqual({
    pointer: '/a/0',
    code: 'too_long',
    message: 'The value is too long.',
  });
  expect(fieldError([], 'too_long', 'x')).toEqual({ pointer: '', code: 'too_long', message: 'x' });
});
