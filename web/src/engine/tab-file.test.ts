import { expect, test } from 'vitest';
import { readTab, writeTab, type Known } from './tab-file';
import type { ViewSpec } from './view-spec';

const here: Known = {
  id: 'here',
  properties: [
    { id: 1, name: 'year', type: 'number' },
    { id: 2, name: 'tags', type: 'multi_tags' },
    { id: -4, name: 'folder', type: 'folder' },
  ],
  tags: [{ id: 7, propertyId: 2, value: 'strike' }],
  folders: [{ id: 3, path: 'press/1968' }],
};
const there: Known = {
  id: 'there',
  properties: [
    { id: 11, name: 'tags', type: 'multi_tags' },
    { id: 12, name: 'year', type: 'number' },
    { id: -4, name: 'folder', type: 'folder' },
  ],
  tags: [{ id: 70, propertyId: 11, value: 'strike' }],
  folders: [{ id: 30, path: 'press/1968' }],
};
const view: ViewSpec = {
  folders: [3],
  filter: {
    all: [
      { property: 1, op: 'geq', value: 1968 },
      { not: { property: 2, op: 'containsAny', value: [7] } },
      { property: -4, op: 'within', value: 3 },
    ],
  },
  sort: [{ property: 1, direction: 'desc' }],
  group: [{ property: 2 }],
};

test('a tab comes back into its project as it was', () => {
  const file = JSON.stringify(writeTab('Strikes', view, { visible: [1] }, here));
  expect(readTab(file, here)).toEqual({ name: 'Strikes', view, display: { visible: [1] }, lost: [] });
});

test('a tab is read by names in another project', () => {
  const file = JSON.stringify(writeTab('Strikes', view, { visible: [1], rowHeight: 90 }, here));
  expect(readTab(file, there)).toEqual({
    name: 'Strikes',
    view: {
      folders: [30],
      filter: {
        all: [
          { property: 12, op: 'geq', value: 1968 },
          { not: { property: 11, op: 'containsAny', value: [70] } },
          { property: -4, op: 'within', value: 30 },
        ],
      },
      sort: [{ property: 12, direction: 'desc' }],
      group: [{ property: 11 }],
    },
    display: { visible: [12], rowHeight: 90 },
    lost: [],
  });
});

test('what another project does not have is named and left out', () => {
  const file = JSON.stringify(writeTab('Strikes', view, {}, here));
  const read = readTab(file, { ...there, tags: [], folders: [] });
  expect(read?.lost).toEqual(['press/1968', 'strike']);
  expect(read?.view.filter).toEqual({ all: [{ property: 12, op: 'geq', value: 1968 }] });
});

test('what is no tab is told from one', () => {
  for (const text of ['', '{', '[]', '{"panoptic":"tab"}', '{"panoptic":"project","name":"x","view":{}}'])
    expect(readTab(text, here)).toBeNull();
});
