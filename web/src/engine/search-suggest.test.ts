import { expect, test } from 'vitest';
import { Names } from './search-names';
import { stretch, suggest, valueAt } from './search-suggest';

const tag = (id: number, propertyId: number, value: string, count: number, ...parents: number[]) => ({
  ...{ id, propertyId, value, parents, color: id, order: 0, count },
});
const names = new Names({
  language: 'en',
  properties: [
    { id: 1, name: 'year', type: 'number' },
    { id: 2, name: 'tags', type: 'multi_tags' },
    { id: 3, name: 'file note', type: 'text' },
    { id: 4, name: 'made', type: 'date' },
    { id: 5, name: 'checked', type: 'checkbox' },
    { id: -4, name: 'folder', type: 'folder' },
  ],
  tags: [tag(1, 2, 'strike', 9), tag(2, 2, 'street', 40), tag(3, 2, 'year of light', 1)],
  folders: [
    { id: 1, parentId: 0, name: 'archive', count: 7 },
    { id: 2, parentId: 1, name: 'old streets', count: 3 },
  ],
  people: [{ id: 1, name: 'Ann Lee' }],
  colours: [],
});
const inserts = (input: string, recent: string[] = []): string[] =>
  suggest(input, names, recent).map((one) => one.insert);

test('begins with what was searched before and with the properties', () => {
  expect(inserts('', ['poster year>1968'])).toEqual([
    'poster year>1968',
    'year',
    'tags',
    '"file note"',
    'made',
    'checked',
    'folder',
  ]);
  expect(inserts('po', ['poster year>1968', 'other'])[0]).toBe('poster year>1968');
});

test('a property that is typed offers its signs', () => {
  expect(inserts('year').slice(0, 5)).toEqual(['year:', 'year>', 'year<', 'year:any', 'year:empty']);
  expect(inserts('x checked').slice(0, 2)).toEqual(['checked:yes', 'checked:no']);
});

test('a name of several words is found by all of them', () => {
  expect(suggest('poster file no', names)[0]).toMatchObject({ insert: '"file note"', from: 7 });
  expect(suggest('year of', names).find((one) => one.kind === 'tag')).toMatchObject({
    insert: 'tags:"year of light"',
    from: 0,
  });
});

test('tags and folders are found by their names alone, those used most first', () => {
  expect(inserts('str')).toEqual(['tags:street', 'tags:strike', 'folder:"old streets"']);
});

test('dates and sizes are offered in stretches, after what says how they are asked', () => {
  const years = [
    { ...stretch('1968', '1968', 'date', 'en'), count: 3 },
    { ...stretch('1969-01', '1969-03', 'date', 'en'), count: 8 },
  ];
  const lines = suggest('made:19', names, [], years);
  expect(lines.map((one) => [one.insert, one.count])).toEqual([
    ['1969-01..1969-03', 8],
    ['1968', 3],
  ]);
  expect(suggest('made>19', names, [], years)).toEqual([]);
  expect(stretch(1_000_000, 1_999_999, 'size', 'fr')).toEqual({ text: '1000000..1999999', label: '1Mo..2Mo' });
});

test('what somebody made goes before a fact of the files that is called so', () => {
  const both = new Names({
    ...names.words,
    properties: [
      { id: -17, name: 'keywords', type: 'text' },
      { id: 9, name: 'keywords', type: 'multi_tags' },
    ],
  });
  expect(both.property('keywords')).toMatchObject({ one: { id: 9 } });
  const alike = new Names({
    ...names.words,
    properties: [both.words.properties[1]!, { id: 10, name: 'Keywords', type: 'text' }],
  });
  expect(alike.property('KEYWORDS')).toMatchObject({ several: [{ id: 9 }, { id: 10 }] });
  expect(both.nameOf(both.propertyOf(-17)!)).toBe('#-17');
});

test('values fit the property', () => {
  expect(inserts('tags:strike,stre')).toEqual(['street']);
  expect(suggest('tags:strike,stre', names)[0]).toMatchObject({ from: 12, color: 2, count: 40 });
  expect(inserts('made:')).toEqual(['last week', 'last month', 'last 3 months', 'last year', 'any', 'empty']);
  expect(inserts('folder:arch')).toEqual(['archive']);
  expect(inserts('by:a')).toEqual(['"Ann Lee"']);
  expect(inserts('year:by(')).toEqual(['"Ann Lee")']);
  expect(valueAt('x year:19', names)).toMatchObject({ property: { id: 1 }, typed: '19', from: 7 });
  expect(
    suggest(
      'year:19',
      names,
      [],
      [
        { text: '1968', count: 4 },
        { text: '2019', count: 90 },
      ],
    ).map((one) => one.label),
  ).toEqual(['1968', '2019']);
});
