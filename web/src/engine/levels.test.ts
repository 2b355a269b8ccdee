import { expect, test } from 'vitest';
import { raise, type Level } from './levels';
import type { Picture, Row } from './window';

/** Rows of ten pictures, 100 px each. */
const rows = Array.from({ length: 6 }, (_, number): Row => ({
  number,
  y: number * 100,
  height: 96,
  header: false,
  depth: 0,
  first: number * 10,
  pictureHeight: 96,
  group: -1,
  pictures: Array.from({ length: 10 }, () => ({}) as Picture),
}));
const seen = { top: 250, bottom: 450 };

test('raises what is seen first, and the rest in later calls', () => {
  const first = raise(rows, new Map(), 2, seen, 25);
  expect([...first.levels]).toEqual([
    [0, 0],
    [1, 0],
    [2, 2],
    [3, 2],
    [4, 2],
    [5, 0],
  ]);
  expect(first.done).toBe(false);
  const second = raise(rows, first.levels, 2, seen, 25);
  expect([...second.levels.values()]).toEqual([2, 2, 2, 2, 2, 2]);
  expect(second.done).toBe(true);
});

test('lowers nothing, forgets what is gone, and passes headers by', () => {
  const before = new Map<number, Level>([
    [2, 3],
    [3, 1],
    [40, 3],
  ]);
  const header: Row = { ...rows[4]!, header: true, pictures: [] };
  const { levels, done } = raise([rows[2]!, rows[3]!, header], before, 2, seen, 100);
  expect([...levels]).toEqual([
    [2, 3],
    [3, 2],
  ]);
  expect(done).toBe(true);
});

test('raises at least one row, however many pictures it has', () => {
  expect(raise(rows, new Map(), 1, seen, 1).levels.get(2)).toBe(1);
});
