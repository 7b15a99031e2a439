import { publicSuffixKind } from '../../lib/contract/public-suffixes';
import { parseOrigin, parsePattern, PATTERN_REASONS, type PatternOptions } from '../../lib/core';
import { ACCEPTED, SHARED } from './cases/accepted-patterns';
import { REFUSED } from './cases/refused-patterns';

const options: PatternOptions = { publicSuffixes: publicSuffixKind };

describe('accepted patterns', () => {
  test.each(ACCEPTED)('%j is stored as %s', (input, pattern) => {
    expect(parsePattern(input, options)).toStrictEqual({ valid: true, pattern });
  });

  test.each(ACCEPTED.filter(([, pattern]) => !pattern.includes('*')))(
    '%j is stored as an origin that a browser can send',
    (_input, pattern) => {
      expect(parseOrigin(pattern)?.text).toBe(pattern);
    },
  );
});

describe.each(Object.entries(REFUSED))('refused for their %s', (_title, rows) => {
  const named = rows.map(([input, code, suggestion]) => ({ name: nameOf(input), input, code, suggestion }));

  test.each(named)('$name: $code', ({ input, code, suggestion }) => {
    const result = parsePattern(input, options);
    const refusal = { valid: false, code, message: expect.stringContaining(PATTERN_REASONS[code]) as string };
    const expected = suggestion === undefined ? refusal : { ...refusal, suggestion };
    expect(result).toStrictEqual(expected);
  });
});

function nameOf(input: unknown): string {
  const text = JSON.stringify([input]).slice(1, -1);
  return text.length > 80 ? `${text.slice(0, 60)}… (${String(text.length)})` : text;
}

test('every code has a row', () => {
  const seen = Object.values(REFUSED).flatMap((rows) => rows.map(([, code]) => code));
  expect([...new Set(seen)].sort()).toEqual(Object.keys(PATTERN_REASONS).sort());
});

describe('a wildcard that is a part of a label', () => {
  test.each([
    'https://*-team.vercel.app',
    'https://pr-*.fabrikam.com',
    'https://a.pr-*.fabrikam.com:8443',
    'https://*fabrikam.com',
  ])('%s: the refusal names the two safe ways', (pattern) => {
    const result = parsePattern(pattern, options);
    expect(result).toMatchObject({ code: 'wildcard_position' });
    expect(!result.valid && result.message).toMatch(/expires.*https:\/\/\*\.preview\.example\.com/);
  });

  test.each([
    ['https://pr-*.fabrikam.com/x', 'has_path'],
    ['https://a*b*.com', 'wildcard_multiple'],
  ] as const)('%s has another fault first, and is told that one alone: %s', (pattern, code) => {
    expect(parsePattern(pattern, options)).toMatchObject({ code, message: PATTERN_REASONS[code] });
  });

  test.each(['https://*', 'https://app.*.com', 'https://fabrikam.*', 'https://*:8443'])(
    '%s is another fault',
    (pattern) => {
      expect(parsePattern(pattern, options)).toMatchObject({ message: PATTERN_REASONS.wildcard_position });
    },
  );
});

test.each(['https://*.github.io', 'https://*.amazonaws.com', 'https://*.akershus.no'])(
  '%s: the refusal names the way of who owns the suffix',
  (pattern) => {
    expect(parsePattern(pattern, options)).toMatchObject({
      message: expect.stringMatching(/one wildcard for each (subdomain|domain) of your own/) as string,
    });
  },
);

describe('origins that strangers can have too', () => {
  const admitting = { ...options, allowSharedOrigin: true };

  test.each(SHARED)('%s is accepted with the flag, as %s', (input, pattern) => {
    expect(parsePattern(input, admitting)).toEqual({ valid: true, pattern });
  });

  test.each(SHARED)('%s is refused without it', (input) => {
    const code = expect.stringMatching(/^(shared_origin|wildcard_private_suffix)$/) as string;
    expect(parsePattern(input, options)).toMatchObject({ valid: false, code });
  });
});

describe('wildcards over a public suffix', () => {
  const admitting = { ...options, allowSharedOrigin: true };

  test.each(['https://*.github.io', 'https://*.vercel.app:8443'])('%s can be admitted', (pattern) => {
    expect(parsePattern(pattern, admitting)).toEqual({ valid: true, pattern });
  });

  test.each(['https://*.co.uk', 'https://*.com', 'https://*.internal'])('%s cannot', (pattern) => {
    expect(parsePattern(pattern, admitting)).toMatchObject({ code: 'wildcard_public_suffix' });
  });

  test.each([false, undefined])('the option %s is no yes', (allowSharedOrigin) => {
    const result = parsePattern('https://*.github.io', { ...options, allowSharedOrigin });
    expect(result).toMatchObject({ code: 'wildcard_private_suffix' });
  });

  test('a single label is refused whatever the list says of it', () => {
    const listless: PatternOptions = { publicSuffixes: () => 'none', allowSharedOrigin: true };
    expect(parsePattern('https://*.com', listless)).toMatchObject({ code: 'wildcard_public_suffix' });
  });

  test('the option changes nothing for other patterns', () => {
    expect(parsePattern('https://*.fabrikam.com', admitting)).toMatchObject({ valid: true });
    expect(parsePattern('https://*.1.2.3.4', admitting)).toMatchObject({ code: 'wildcard_ip' });
  });
});
