import { expect, test } from 'vitest';
import { stageOf, stageQuery, fromQuery, same, toQuery, type ViewSpec } from './view-spec';

const rich: ViewSpec = {
  mode: 'images',
  folders: [3, 4],
  text: 'a, b & c = ü',
  filter: { all: [{ property: 5, op: 'geq', value: 1968 }] },
  sort: [{ property: 7 }, { property: -2, direction: 'desc', empty: 'first' }, { result: 7 }],
  group: [
    { property: 9, step: { unit: 'month', count: 3 } },
    { property: 5, step: 0.5 },
    { property: -3, by: 'tree', order: 'size' },
  ],
};

test('a view survives the address bar', () => {
  expect(fromQuery(toQuery(rich))).toEqual(rich);
  expect(toQuery({})).toEqual({});
  expect(fromQuery({})).toEqual({});
});

test('what makes no sense is left out', () => {
  expect(
    fromQuery({ folder: 'x,-1,2', group: ',0,abc,5.what', filter: '{"all":', sort: ['7'], mode: 'other', more: '1' }),
  ).toEqual({ folders: [2], group: [{ property: 5 }] });
});

test('knows whether two views ask the same', () => {
  expect(same({ folders: [] }, {})).toBe(true);
  expect(same({ folders: [1] }, {})).toBe(false);
});

test('the stage is written and read, and what makes no sense of it is the grid alone', () => {
  for (const stage of [
    { show: 'grid', share: 50 },
    { show: 'table', share: 50 },
    { show: 'table', beside: 'grid', share: 40 },
    { show: 'cards', beside: 'table', share: 85 },
  ] as const)
    expect(stageOf(stageQuery(stage))).toEqual(stage);
  expect(stageQuery({ show: 'grid', share: 70 })).toEqual({});
  expect(stageOf({ show: 'what', beside: 'that,40' })).toEqual({ show: 'grid', share: 40 });
  expect(stageOf({ show: 'table', beside: 'table,40' })).toEqual({ show: 'table', share: 40 });
  expect(stageOf({ beside: 'table,1000' })).toEqual({ show: 'grid', beside: 'table', share: 85 });
  expect(stageOf({ beside: 'table' })).toEqual({ show: 'grid', beside: 'table', share: 50 });
});
