import { describe, expect, it } from 'vitest';
import type { Filter } from './filter';
import { at, choose, chosenOf, filterOf, joined, negated, partsOf, put, rangeOf, withRange } from './filter-edit';

const year: Filter = { property: 1, op: 'geq', value: 1968 };
const place: Filter = { property: 2, op: 'like', value: 'paris' };
const text = { id: 2, type: 'text' };
const tags = { id: 3, type: 'multi_tags' };

describe('the parts of a filter', () => {
  it('are those of its outermost all, and make the same filter again', () => {
    expect(partsOf(undefined)).toEqual([]);
    expect(partsOf(year)).toEqual([year]);
    expect(filterOf(partsOf({ all: [year, place] }))).toEqual({ all: [year, place] });
    expect(filterOf([])).toBeUndefined();
    expect(filterOf([{ any: [] }, { not: { not: { all: [year] } } }])).toEqual({ all: [year] });
  });

  it('are reached and replaced at any depth, and a group of one is no group', () => {
    const parts: Filter[] = [year, { not: { any: [place, { all: [year, place] }] } }];
    expect(at(parts, [1, 1, 0])).toEqual(year);
    expect(put(parts, [1, 1, 0], undefined)).toEqual([year, { not: { any: [place, place] } }]);
    expect(put(parts, [1, 1], undefined)).toEqual([year, { not: place }]);
    expect(put(parts, [0], negated(year))[0]).toEqual({ not: year });
    expect(negated(negated(year))).toEqual(year);
  });

  it('are joined by or where the second one stands', () => {
    expect(joined([year, place], 0, 1)).toEqual([{ any: [place, year] }]);
    expect(joined([year, { any: [place, year] }], 0, 1)).toEqual([{ any: [place, year, year] }]);
    expect(joined([year, place], 1, 1)).toEqual([year, place]);
  });
});

describe('the values that a facet chooses', () => {
  it('join by or when included, and stand behind not when excluded', () => {
    let parts = choose([year], text, 'Paris', 'include');
    parts = choose(parts, text, 'Lyon', 'include');
    parts = choose(parts, text, null, 'include');
    expect(parts).toEqual([
      year,
      {
        any: [
          { property: 2, op: 'in', value: ['Paris', 'Lyon'] },
          { property: 2, op: 'notSet' },
        ],
      },
    ]);
    parts = choose(parts, text, 'Lyon', 'exclude');
    expect(chosenOf(parts, 2)).toEqual({ include: ['Paris', null], exclude: ['Lyon'] });
    parts = choose(choose(parts, text, 'Lyon', undefined), text, null, undefined);
    expect(parts).toEqual([year, { property: 2, op: 'in', value: ['Paris'] }]);
    expect(choose(parts, text, 'Paris', undefined)).toEqual([year]);
  });

  it('are read from what others have written, and leave other conditions alone', () => {
    expect(chosenOf([{ property: 3, op: 'containsAny', value: 7 }, place], 3)).toEqual({ include: [7], exclude: [] });
    const parts = choose([place, { any: [year, place] }], tags, 7, 'exclude');
    expect(parts).toEqual([place, { any: [year, place] }, { not: { property: 3, op: 'containsAny', value: [7] } }]);
    expect(choose(parts, tags, 8, 'include', true)).toEqual([
      place,
      { any: [year, place] },
      { property: 3, op: 'containsAny', value: [8] },
    ]);
  });
});

describe('a stretch of numbers or dates', () => {
  it('is read from one condition or two', () => {
    expect(rangeOf([year, place], 1)).toEqual({ from: 1968 });
    expect(rangeOf([year, { property: 1, op: 'lower', value: 1970 }], 1)).toEqual({
      from: 1968,
      to: 1970,
      below: true,
    });
    expect(rangeOf([{ property: 1, op: 'between', value: [1, 2] }], 1)).toEqual({ from: 1, to: 2 });
  });

  it('takes the place of the one before, and goes with its ends', () => {
    const parts = withRange([year, place], 1, { from: 1, to: 2 });
    expect(parts).toEqual([{ property: 1, op: 'between', value: [1, 2] }, place]);
    expect(withRange(parts, 1, { from: 1, to: 2, below: true })).toEqual([
      { property: 1, op: 'geq', value: 1 },
      { property: 1, op: 'lower', value: 2 },
      place,
    ]);
    expect(withRange(parts, 1, {})).toEqual([place]);
  });
});
