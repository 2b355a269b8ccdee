import { expect, test } from 'vitest';
import { OwnEdits } from './own-edits';

test('tells once which values were just set here', () => {
  const own = new OwnEdits();
  own.note(3, [1, 2, 3], 1_000);
  expect(own.overtaken(4, [1, 2], 2_000)).toEqual([]);
  expect(own.overtaken(3, [2, 3, 9], 2_000)).toEqual([2, 3]);
  expect(own.overtaken(3, [1, 2, 3], 2_000)).toEqual([1]);
});

test('forgets what was set longer ago than a minute, unless it was set again', () => {
  const own = new OwnEdits();
  own.note(3, [1, 2], 0);
  own.note(3, [2], 30_000);
  expect(own.overtaken(3, [1, 2], 61_000)).toEqual([2]);
  own.note(3, [1], 70_000);
  own.clear();
  expect(own.overtaken(3, [1], 70_000)).toEqual([]);
});
