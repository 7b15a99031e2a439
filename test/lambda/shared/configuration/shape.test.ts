import {
  flag,
  listOf,
  mapOf,
  number,
  oneOf,
  optional,
  record,
  ShapeError,
  text,
  type Shape,
} from '../../../../lambda/shared/configuration/shape';

interface Point {
  readonly x: number;
  readonly label?: string | undefined;
}

const point = record<Point>({ x: number, label: optional(text) });

function faultOf(shape: Shape<unknown>, value: unknown, field = 'at'): unknown {
  try {
    shape(value, field);
    return undefined;
  } catch (error) {
    return error;
  }
}

test.each<[message: string, shape: Shape<unknown>, value: unknown]>([
  ['at: must be a string', text as Shape<unknown>, 1],
  ['at: must be true or false', flag as Shape<unknown>, 'true'],
  ['at: must be a number', number as Shape<unknown>, '1'],
  ['at: must be a number', number as Shape<unknown>, NaN],
  ['at: must be a number', number as Shape<unknown>, Infinity],
  ['at: must be one of "a", "b"', oneOf(['a', 'b']) as Shape<unknown>, 'c'],
  ['at: must be a list', listOf(text) as Shape<unknown>, { length: 0 }],
  ['at[1]: must be a string', listOf(text) as Shape<unknown>, ['a', 1]],
  ['at: must be an object', mapOf(text) as Shape<unknown>, []],
  ['at: must be an object', mapOf(text) as Shape<unknown>, null],
  ['at: must be an object', mapOf(text) as Shape<unknown>, 'x'],
  ['at.a: must be a string', mapOf(text) as Shape<unknown>, { a: 1 }],
  ['at.x: must be a number', point as Shape<unknown>, {}],
  ['at.y: is not a known field', point as Shape<unknown>, { x: 1, y: 2 }],
  ['at.label: must be a string', point as Shape<unknown>, { x: 1, label: null }],
])('%s', (message, shape, value) => {
  const fault = faultOf(shape, value);
  expect(fault).toBeInstanceOf(ShapeError);
  expect(fault).toMatchObject({ name: 'ShapeError', message });
});

test('at the root, fields have their own name, and the whole is "the value"', () => {
  expect(faultOf(point as Shape<unknown>, { x: 'a' }, '')).toMatchObject({
    field: 'x',
    rule: 'must be a number',
    message: 'x: must be a number',
  });
  expect(faultOf(point as Shape<unknown>, 7, '')).toMatchObject({
    field: '',
    message: 'the value: must be an object',
  });
});

test('what has its shape comes through, and what was left out is not there', () => {
  expect(point({ x: 1 }, '')).toStrictEqual({ x: 1 });
  expect(point({ x: 1, label: undefined }, '')).toStrictEqual({ x: 1 });
  expect(point({ x: 0, label: '' }, '')).toStrictEqual({ x: 0, label: '' });
  expect(mapOf(listOf(flag))({ a: [true], b: [] }, '')).toStrictEqual({ a: [true], b: [] });
  expect(faultOf(point as Shape<unknown>, Object.create({ x: 1 }))).toMatchObject({ field: 'at.x' });
});
