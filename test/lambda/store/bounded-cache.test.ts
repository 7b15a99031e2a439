import fc from 'fast-check';
import { BoundedCache } from '../../../lambda/store/bounded-cache';

const bounds = { maxEntries: 3, maxBytes: 100, bytesOf: (_key: string, value: number) => value };

function filled(...values: readonly (readonly [string, number])[]): BoundedCache<number> {
  const cache = new BoundedCache(bounds);
  for (const [key, value] of values) cache.set(key, value);
  return cache;
}

function held(cache: BoundedCache<number>): readonly string[] {
  return ['a', 'b', 'c', 'd'].filter((key) => cache.get(key) !== undefined);
}

test('one entry past the bound, the oldest is forgotten', () => {
  const cache = filled(['a', 1], ['b', 1], ['c', 1]);
  expect(held(cache)).toEqual(['a', 'b', 'c']);
  cache.set('d', 1);
  expect(held(cache)).toEqual(['b', 'c', 'd']);
});

test('what was used since is not the oldest', () => {
  const cache = filled(['a', 1], ['b', 1], ['c', 1]);
  cache.get('a');
  cache.set('b', 1);
  cache.set('d', 1);
  expect(held(cache)).toEqual(['a', 'b', 'd']);
});

test('one byte past the bound, as many as needed are forgotten', () => {
  const cache = filled(['a', 40], ['b', 40], ['c', 20]);
  expect(held(cache)).toEqual(['a', 'b', 'c']);
  cache.set('d', 61);
  expect(held(cache)).toEqual(['c', 'd']);
});

test('an entry larger than the cache is not kept, and nothing is left of the others', () => {
  const cache = filled(['a', 1], ['b', 101]);
  expect(held(cache)).toEqual([]);
  cache.set('c', 100);
  expect(held(cache)).toEqual(['c']);
});

test('an entry that is replaced or deleted gives its bytes back', () => {
  const cache = filled(['a', 90], ['a', 10], ['b', 90]);
  expect(held(cache)).toEqual(['a', 'b']);
  cache.delete('b');
  cache.delete('b');
  cache.set('c', 90);
  expect(held(cache)).toEqual(['a', 'c']);
  expect(cache.get('a')).toBe(10);
});

test('whatever is set, asked for and deleted, it holds what was used last', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd');
  const use = fc.record({ what: fc.constantFrom('set', 'get', 'delete'), key });
  fc.assert(
    fc.property(fc.array(use, { maxLength: 40 }), (uses) => {
      const cache = new BoundedCache({ maxEntries: 3, maxBytes: 100, bytesOf: () => 1 });
      // The one that was used last is the last.
      let model: readonly string[] = [];
      for (const one of uses) {
        const isHeld = model.includes(one.key);
        const others = model.filter((other) => other !== one.key);
        if (one.what === 'set') cache.set(one.key, 1);
        else if (one.what === 'delete') cache.delete(one.key);
        else expect(cache.get(one.key)).toBe(isHeld ? 1 : undefined);
        const isLast = one.what === 'set' || (one.what === 'get' && isHeld);
        model = (isLast ? [...others, one.key] : others).slice(-3);
      }
      expect(['a', 'b', 'c', 'd'].filter((name) => cache.get(name) !== undefined)).toEqual([...model].sort());
    }),
  );
});
