import { parseOrigin } from '../../lib/core';
import { MALFORMED, WELL_FORMED } from './cases/origins';

describe('serializations of one origin', () => {
  test.each(WELL_FORMED)('%s', (value, scheme, host, port, form) => {
    expect(parseOrigin(value)).toEqual({ text: value, scheme, host, port, form });
  });

  test.each(WELL_FORMED.filter(([, scheme]) => scheme.startsWith('http')))(
    'the URL parser leaves %s alone',
    (value) => {
      expect(new URL(value).origin).toBe(value);
    },
  );
});

describe('no origin is read from', () => {
  test.each(MALFORMED)('%s: %j', (_why, value) => {
    expect(parseOrigin(value)).toBeUndefined();
  });
});
