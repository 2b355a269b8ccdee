import { describe, expect, it } from 'vitest';
import { linesOf, moved, type Group, type Property, type Tag } from './lines';

const property = (id: number, group: number, order: number, type: Property['type'] = 'text'): Property => ({
  id,
  name: `p${id}`,
  type,
  mode: 'sha1',
  propertyGroupId: group,
  order,
  description: '',
  values: 0,
});
const groups: Group[] = [{ id: 1, name: 'box', order: 1, description: '' }];
const properties = [property(1, 0, 1), property(2, 1, 2, 'multi_tags'), property(3, 1, 1), property(-4, 0, 0)];
const tags: Tag[] = Array.from({ length: 5 }, (_, index) => ({
  id: index + 1,
  propertyId: 2,
  value: `t${index}`,
  parents: index === 4 ? [1] : [],
  color: 0,
  order: 0,
  description: '',
  count: 0,
}));
const keys = (open: string[], most = 100): string[] =>
  linesOf({
    groups,
    properties,
    tags,
    language: 'en',
    isOpen: (key, usual) => open.includes(key) || usual,
    most: () => most,
  }).map((line) => line.key);

describe('the lines of the side bar', () => {
  it('has properties without a group first, computed ones nowhere', () => {
    expect(keys([])).toEqual(['p1', 'g1', 'p3', 'p2']);
  });

  it('lists tags as a tree, and how many more there are', () => {
    expect(keys(['p2', 'p2/1'])).toEqual([
      'p1',
      'g1',
      'p3',
      'p2',
      'p2/1',
      'p2/1/5',
      'p2/2',
      'p2/3',
      'p2/4',
      'p2empty',
      'p2new',
    ]);
    expect(keys(['p2'], 2)).toEqual(['p1', 'g1', 'p3', 'p2', 'p2/1', 'p2/2', 'p2more', 'p2empty', 'p2new']);
  });
});

describe('a property that is moved', () => {
  it('stands before another one, and only what changes is written', () => {
    expect(moved(properties, 2, 1, 3)).toEqual([
      { id: 2, propertyGroupId: 1, order: 1 },
      { id: 3, propertyGroupId: 1, order: 2 },
    ]);
  });

  it('goes last into another group', () => {
    expect(moved(properties, 1, 1, undefined)).toEqual([{ id: 1, propertyGroupId: 1, order: 3 }]);
  });
});
