import { describe, expect, it } from 'vitest';
import { ancestorsOf, choicesFor, creation, cycleOf, mergedBelow, shareOf, treeOf, type TagLike } from './tags';

const tag = (id: number, value: string, parents: number[] = [], count = 0): TagLike => ({
  id,
  propertyId: 1,
  value,
  parents,
  color: 0,
  order: 0,
  count,
});
const tags = [
  tag(1, 'strike', [], 40),
  tag(2, 'Paris', [1, 5], 10),
  tag(3, 'crowd', [], 90),
  tag(4, 'strike fund', [1], 2),
  tag(5, 'city', [], 1),
  tag(6, 'Élection', [], 7),
];
const byId = new Map(tags.map((one) => [one.id, one]));
const offered = (typed: string, recent: number[] = []): string[] =>
  choicesFor(tags, typed, recent, 'en').map((choice) =>
    'tag' in choice ? choice.tag.value : `+${choice.create.join('>')}`,
  );

describe('a tag that is merged into another', () => {
  const merged = (id: number, into: number) => mergedBelow(byId.get(id)!, byId.get(into)!, byId);

  it('leaves the tags below it to the other', () => {
    expect(merged(1, 3)).toEqual([
      { id: 2, parents: [3, 5] },
      { id: 4, parents: [3] },
    ]);
    expect(merged(5, 1)).toEqual([{ id: 2, parents: [1] }]);
    expect(merged(3, 1)).toEqual([]);
  });

  it('closes no cycle where the other stands below it', () => {
    expect(merged(1, 2)).toEqual([
      { id: 2, parents: [5] },
      { id: 4, parents: [2] },
    ]);
  });
});

describe('the tree', () => {
  it('shows a tag under each of its parents', () => {
    const lines = treeOf(tags, 'en', () => true);
    expect(lines.filter((line) => line.tag.id === 2).map((line) => line.key)).toEqual(['/5/2', '/1/2']);
    expect(lines.map((line) => line.tag.value)).toEqual([
      'city',
      'Paris',
      'crowd',
      'Élection',
      'strike',
      'Paris',
      'strike fund',
    ]);
    expect(treeOf(tags, 'en', () => false)).toHaveLength(4);
  });

  it('names the circle that a new parent would close', () => {
    expect(cycleOf(1, 2, byId)).toEqual(['strike', 'Paris', 'strike']);
    expect(cycleOf(1, 1, byId)).toEqual(['strike', 'strike']);
    expect(cycleOf(2, 3, byId)).toEqual([]);
    expect(ancestorsOf(2, byId).map((one) => one.value)).toEqual(['strike', 'city']);
  });
});

describe('the picker', () => {
  it('offers recent tags first where nothing is typed', () => {
    expect(offered('', [4, 3]).slice(0, 2)).toEqual(['strike fund', 'crowd']);
  });

  it('puts exact names first, then beginnings, then the rest, and a wish last', () => {
    expect(offered('strike')).toEqual(['strike', 'strike fund']);
    expect(offered('str')).toEqual(['strike', 'strike fund', '+str']);
    expect(offered('r')).toEqual(['crowd', 'strike', 'Paris', 'strike fund', '+r']);
  });

  it('folds case and accents', () => {
    expect(offered('election')).toEqual(['Élection']);
  });

  it('reads parent > child', () => {
    expect(offered('city > par')).toEqual(['Paris', '+city>par']);
    expect(offered('city > Lyon')).toEqual(['+city>Lyon']);
  });

  it('makes what is missing of a chain, and finds the rest', () => {
    expect(creation(['Strike', 'Lyon', 'west'], 1, tags)).toEqual({
      tags: [
        { id: -1, propertyId: 1, value: 'Lyon', parents: [1], color: -1 },
        { id: -2, propertyId: 1, value: 'west', parents: [-1], color: -1 },
      ],
      last: -2,
    });
    expect(creation(['strike'], 1, tags)).toEqual({ tags: [], last: 1 });
    expect(creation(['strike'], 2, tags).tags).toHaveLength(1);
  });

  it('tells none, some and all apart', () => {
    expect([0, 3, 7].map((count) => shareOf(count, 7))).toEqual(['none', 'some', 'all']);
  });
});
