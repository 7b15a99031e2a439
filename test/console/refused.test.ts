import { REFUSALS } from '../../lib/core';
import type { Refusal } from '../../console/api/shapes';
import { stepsFor } from '../../console/refused/refusal-steps';

const MAY = { manageAllowlist: true };
const ORIGIN = 'https://app.example';

function refusal(more: Partial<Refusal> = {}): Refusal {
  return {
    origin: ORIGIN,
    reason: 'origin_not_allowlisted',
    endpoint: '/data',
    count: 1,
    firstSeen: '2030-01-01T00:00:00.000Z',
    lastSeen: '2030-01-01T00:00:00.000Z',
    ...more,
  };
}

function kinds(more: Partial<Refusal>, permissions = MAY): string[] {
  return stepsFor(refusal(more), permissions).map(({ kind }) => kind);
}

test.each(REFUSALS)('a new entry is offered only where it would help: %s', (reason) => {
  const expected = reason === 'origin_not_allowlisted' ? ['allow', 'why'] : ['why'];
  expect(kinds({ reason, pattern: ORIGIN })).toEqual(expected);
});

test.each<[string, Partial<Refusal>, string[]]>([
  ['an entry that matches', { listed: 'abc', pattern: ORIGIN }, ['listed', 'why']],
  ['no entry can be for it', { problem: 'insecure_scheme' }, ['why']],
  [
    'an origin that strangers share',
    { problem: 'shared_origin', pattern: 'tauri://localhost' },
    ['allow', 'why'],
  ],
])('%s', (_, more, expected) => {
  expect(kinds(more)).toEqual(expected);
});

test('who may only look is not offered an entry', () => {
  expect(kinds({ pattern: ORIGIN }, { manageAllowlist: false })).toEqual(['why']);
});

test('a new entry is prefilled with the pattern, the simulator with the origin, if there is one', () => {
  const routes = stepsFor(refusal({ pattern: ORIGIN }), MAY).map(({ to }) => to);
  expect(routes).toEqual([
    { name: 'new', pattern: ORIGIN },
    { name: 'simulator', origin: ORIGIN },
  ]);
  expect(stepsFor(refusal({ origin: '' }), MAY)).toEqual([{ kind: 'why', to: { name: 'simulator' } }]);
});
