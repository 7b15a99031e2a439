import fc from 'fast-check';
import { printable } from '../../cli/terminal/printable';
import { requestLine } from '../../cli/terminal/request-line';
import type { RequestRecord } from '../../gateway';

const RECORD: RequestRecord = {
  time: new Date('2026-11-22T07:45:00.123Z'),
  method: 'GET',
  host: 'localhost:8787',
  path: '/orders?code=secret',
  origin: 'https://app.example.com',
  status: 403,
  durationMs: 3,
  reason: 'origin_not_allowlisted',
  detail: undefined,
  accessLog: undefined,
};

const START = '2026-11-22T07:45:00.123Z GET localhost:8787 /orders';

test.each<[name: string, record: Partial<RequestRecord>, line: string]>([
  ['a request of a page', {}, `${START} https://app.example.com 403 origin_not_allowlisted`],
  ['no origin and no reason', { origin: undefined, reason: undefined, status: 200 }, `${START} - 200 -`],
  ['an empty origin', { origin: '' }, `${START} "" 403 origin_not_allowlisted`],
  [
    'two origins',
    { origin: 'https://a.example, https://b.example' },
    `${START} https://a.example,\\x20https://b.example 403 origin_not_allowlisted`,
  ],
  [
    'a forged field',
    { origin: 'https://a.example 200 origin_allowlisted' },
    `${START} https://a.example\\x20200\\x20origin_allowlisted 403 origin_not_allowlisted`,
  ],
  [
    'a forged line',
    { path: '/a\r\n2026 GET' },
    '2026-11-22T07:45:00.123Z GET localhost:8787 /a\\x0d\\x0a2026\\x20GET https://app.example.com 403 origin_not_allowlisted',
  ],
  [
    'a terminal command',
    { origin: '\u001b[2J\u009b31m' },
    `${START} \\x1b[2J\\x9b31m 403 origin_not_allowlisted`,
  ],
  [
    'a change of direction',
    { reason: 'a\u202eb\u2066c' },
    `${START} https://app.example.com 403 a\\u{202e}b\\u{2066}c`,
  ],
  [
    'invisible characters',
    { reason: 'a\u200bb\u00adc\ufeffd' },
    `${START} https://app.example.com 403 a\\u{200b}b\\xadc\\u{feff}d`,
  ],
  [
    'a lone surrogate and an emoji',
    { reason: '\ud800😀' },
    `${START} https://app.example.com 403 \\u{d800}\\u{1f600}`,
  ],
  ['an escape of its own', { origin: 'a\\x20b' }, `${START} a\\x5cx20b 403 origin_not_allowlisted`],
  [
    'the cause of a 5xx, its first line',
    {
      status: 502,
      reason: 'integration_failure',
      detail: 'the function failed: Error: grüß \u001b[31m\n    at x',
    },
    `${START} https://app.example.com 502 integration_failure (the function failed: Error: grüß \\x1b[31m)`,
  ],
])('%s', (_name, record, line) => {
  expect(requestLine({ ...RECORD, ...record })).toBe(line);
});

test.each([
  [204, '\u001b[32m204\u001b[0m'],
  [302, '\u001b[36m302\u001b[0m'],
  [403, '\u001b[33m403\u001b[0m'],
  [503, '\u001b[31m503\u001b[0m'],
])('on a terminal the status %i has a colour', (status, shown) => {
  expect(requestLine({ ...RECORD, status }, true)).toContain(` ${shown} `);
  expect(requestLine({ ...RECORD, status })).toContain(` ${status} `);
});

describe('laws', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code)) }),
    fc.string({
      unit: fc.constantFrom('\\', 'x', '2', '0', ' ', '"', '\u0000', '\u007f', '\u2028', '\ud800'),
    }),
  );
  const records = fc
    .record({ method: hostile, host: hostile, path: hostile, origin: hostile, reason: hostile })
    .map((parts) => ({ ...RECORD, ...parts, path: parts.path.replaceAll('?', '') }));

  test('whatever a request holds, its line has seven fields of visible ASCII', () => {
    fc.assert(
      fc.property(records, (record) => {
        expect(requestLine(record)).toMatch(/^[!-~]+( [!-~]+){6}$/);
      }),
    );
  });

  test('two requests that differ have different lines', () => {
    fc.assert(
      fc.property(records, records, (one, other) => {
        const parts = ({ method, host, path, origin, reason }: RequestRecord) => [
          method,
          host,
          path,
          origin,
          reason,
        ];
        // An empty field and one of two quotation marks look the same.
        fc.pre(![one, other].some((record) => parts(record).includes('""')));
        fc.pre(JSON.stringify(parts(one)) !== JSON.stringify(parts(other)));
        expect(requestLine(one)).not.toBe(requestLine(other));
      }),
    );
  });

  test('a line of a function keeps its text and loses what a terminal would obey', () => {
    fc.assert(
      fc.property(hostile, (line) => {
        expect(printable(line)).not.toMatch(/(?!\t)[\p{C}\p{Zl}\p{Zp}]/u);
      }),
    );
    expect(printable('{"name":"Größe 名前"}\t1')).toBe('{"name":"Größe 名前"}\t1');
  });
});
