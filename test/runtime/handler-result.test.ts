import {
  readResult1,
  readResult2,
  withinLimit,
  writeResult1,
  writeResult2,
} from '../../runtime/handler-result';

/** Lambda's limit on an answer: 6 MB of JSON and 100 bytes. */
const LIMIT = 6 * 1024 * 1024 + 100;

const EMPTY = { statusCode: 200, headers: [], cookies: [], body: '', isBase64Encoded: false };

describe('the status', () => {
  test.each<[status: unknown, read: number]>([
    [200, 200],
    [599, 599],
    ['200', 200],
    ['404', 404],
  ])('%j is %i', (statusCode, read) => {
    expect(readResult1({ statusCode }).statusCode).toBe(read);
  });

  test.each<[status: unknown]>([
    [199],
    [600],
    [200.5],
    [Number.NaN],
    ['0200'],
    ['2000'],
    [' 200'],
    ['20'],
    ['2e2'],
    ['OK'],
    [''],
    [[200]],
    [{ code: 200 }],
    [true],
    [null],
    [undefined],
  ])('%j cannot be sent', (statusCode) => {
    expect(() => readResult1({ statusCode })).toThrow('must be a whole number from 200 to 599');
  });
});

describe('the headers', () => {
  const headersOf = (result: object) => readResult1({ statusCode: 200, ...result }).headers;

  test.each<[name: string, result: object, read: readonly (readonly [string, string])[]]>([
    ['of one map', { headers: { A: 'x' } }, [['A', 'x']]],
    [
      'of the other map',
      { multiValueHeaders: { A: ['x', 'y'] } },
      [
        ['A', 'x'],
        ['A', 'y'],
      ],
    ],
    [
      'of both maps, by different names',
      { headers: { A: 'x' }, multiValueHeaders: { B: ['y'] } },
      [
        ['A', 'x'],
        ['B', 'y'],
      ],
    ],
    [
      'of both maps, by one name in two letter cases: the list counts',
      { headers: { 'X-A': 'x' }, multiValueHeaders: { 'x-a': ['y'] } },
      [['x-a', 'y']],
    ],
    [
      'of both maps, Vary: both count',
      { headers: { vary: 'A' }, multiValueHeaders: { Vary: ['B'] } },
      [
        ['vary', 'A'],
        ['Vary', 'B'],
      ],
    ],
    [
      'of both maps, exposed headers: both count',
      {
        headers: { 'Access-Control-Expose-Headers': 'A' },
        multiValueHeaders: { 'access-control-expose-headers': ['B'] },
      },
      [
        ['Access-Control-Expose-Headers', 'A'],
        ['access-control-expose-headers', 'B'],
      ],
    ],
    [
      'that are numbers and booleans',
      { headers: { A: 1, B: true, C: false } },
      [
        ['A', '1'],
        ['B', 'true'],
        ['C', 'false'],
      ],
    ],
    ['that are absent', { headers: { A: null, B: undefined } }, []],
    ['in a list that has an absent one', { multiValueHeaders: { A: ['x', null, undefined] } }, [['A', 'x']]],
    ['in a map that is null', { headers: null, multiValueHeaders: null }, []],
    ['in a map that is missing', {}, []],
  ])('%s', (_name, result, read) => {
    expect(headersOf(result)).toEqual(read);
  });

  test.each<[result: object, named: string]>([
    [{ headers: { A: { b: 1 } } }, 'header "A" is an object'],
    [{ headers: { A: Symbol('s') } }, 'header "A" is a symbol'],
    [{ headers: ['A: x'] }, 'headers is a list'],
    [{ headers: 'A: x' }, 'headers is a string'],
    [{ multiValueHeaders: 7 }, 'multiValueHeaders is 7'],
    [{ multiValueHeaders: { A: [['x']] } }, 'header "A" is a list'],
  ])('%j cannot be sent', (result, named) => {
    expect(() => headersOf(result)).toThrow(named);
  });
});

describe('cookies, body and encoding', () => {
  test.each<[result: object, read: object]>([
    [{}, EMPTY],
    [{ body: null }, EMPTY],
    [{ cookies: 'a=1' }, EMPTY],
    [{ cookies: ['a=1', 2] }, { ...EMPTY, cookies: ['a=1', '2'] }],
    [
      { body: 'x', isBase64Encoded: 'true' },
      { ...EMPTY, body: 'x' },
    ],
    [
      { body: 'eA==', isBase64Encoded: true },
      { ...EMPTY, body: 'eA==', isBase64Encoded: true },
    ],
  ])('of %j', (result, read) => {
    expect(readResult1({ statusCode: 200, ...result })).toEqual(read);
  });
});

describe('a result without a status, behind payload 2.0', () => {
  test.each<[result: unknown, body: string]>([
    ['text', 'text'],
    [{ a: 1 }, '{"a":1}'],
    [[1], '[1]'],
    [undefined, 'null'],
    [null, 'null'],
  ])('%j is the body of a 200', (result, body) => {
    expect(readResult2(result)).toEqual({ ...EMPTY, headers: [['content-type', 'application/json']], body });
  });
});

describe('what is written', () => {
  test('for a REST API: one map, and the other only for names that repeat', () => {
    expect(writeResult1({ ...EMPTY, headers: [['A', 'x']] })).toEqual({
      statusCode: 200,
      headers: { A: 'x' },
      body: '',
      isBase64Encoded: false,
    });
    expect(
      writeResult1({
        ...EMPTY,
        headers: [
          ['A', 'x'],
          ['A', 'y'],
        ],
      }).multiValueHeaders,
    ).toEqual({
      A: ['x', 'y'],
    });
  });

  test('for payload 2.0: names that repeat are joined, cookies are a list, and an empty list is left out', () => {
    expect(
      writeResult2({
        ...EMPTY,
        headers: [
          ['A', 'x'],
          ['a', 'y'],
        ],
      }),
    ).toEqual({
      statusCode: 200,
      headers: { A: 'x, y' },
      body: '',
      isBase64Encoded: false,
    });
    expect(writeResult2({ ...EMPTY, headers: [['Set-Cookie', 'b=2']], cookies: ['a=1'] })).toEqual({
      statusCode: 200,
      headers: {},
      cookies: ['a=1', 'b=2'],
      body: '',
      isBase64Encoded: false,
    });
  });
});

describe('the size of an answer', () => {
  const around = JSON.stringify({ statusCode: 200, headers: {}, body: '', isBase64Encoded: false }).length;
  const answer = (length: number) => ({
    statusCode: 200,
    headers: {},
    body: 'x'.repeat(length),
    isBase64Encoded: false,
  });

  test('may be the limit, and one byte more cannot be sent', () => {
    const largest = answer(LIMIT - around);
    expect(withinLimit(largest)).toBe(largest);
    expect(() => withinLimit(answer(LIMIT - around + 1))).toThrow(String(LIMIT + 1));
  });

  test('counts the bytes of escapes, and not the characters', () => {
    const escapes = { ...answer(0), body: '\u0000'.repeat(Math.ceil(LIMIT / 6)) };
    expect(() => withinLimit(escapes)).toThrow('cannot be sent');
  });
});
