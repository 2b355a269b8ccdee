import { expect, test } from 'vitest';
import { IdSet } from './id-set';

/** Numbers that look like chance, the same in each run. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

test('does what a Set does', () => {
  const next = chance(11);
  const mine = new IdSet();
  const plain = new Set<number>();
  for (let turn = 0; turn < 20_000; turn++) {
    const id = 1 + next(200_000);
    if (next(3) === 0) expect(mine.delete(id)).toBe(plain.delete(id));
    else {
      expect(mine.add(id)).toBe(!plain.has(id));
      plain.add(id);
    }
  }
  expect(mine.size).toBe(plain.size);
  expect([...mine.toArray()]).toEqual([...plain].sort((one, other) => one - other));
  const copy = mine.copy();
  mine.clear();
  expect(copy.size).toBe(plain.size);
  expect(mine.size).toBe(0);
  expect(copy.countOf([...plain].slice(0, 10))).toBe(10);
});

test('holds the greatest ids', () => {
  const set = new IdSet();
  set.addAll([1, 31, 32, 65_535, 65_536, 2_147_483_647]);
  expect([...set.toArray()]).toEqual([1, 31, 32, 65_535, 65_536, 2_147_483_647]);
});

test('takes a million at once in little time', () => {
  const ids = Int32Array.from({ length: 1_000_000 }, (_, index) => index + 1);
  const set = new IdSet();
  const before = performance.now();
  set.addAll(ids);
  expect(set.toArray().length).toBe(1_000_000);
  expect(performance.now() - before).toBeLessThan(1_000);
});
