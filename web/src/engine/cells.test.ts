import { expect, test } from 'vitest';
import { cellText, editsOf, readCell } from './cells';

const tag = (id: number, value: string) => ({ id, value, propertyId: 2, parents: [], color: 1, count: 0, order: 0 });
const tags = new Map([tag(5, 'strike'), tag(6, 'Paris')].map((one) => [one.id, one]));
const subject = { id: 2, type: 'multi_tags' };

test('a value is the text that reads as the same value', () => {
  expect(cellText([5, 6], 'multi_tags', tags)).toBe('strike, Paris');
  expect(cellText(0.5, 'number', tags)).toBe('0.5');
  expect(cellText(false, 'checkbox', tags)).toBe('false');
  expect(cellText(null, 'text', tags)).toBe('');
  expect(readCell('0.5', { id: 1, type: 'number' }, 'fr')).toEqual({ value: 0.5 });
  expect(readCell('false', { id: 4, type: 'checkbox' }, 'en')).toEqual({ value: false });
  expect(readCell('1968-05', { id: 5, type: 'date' }, 'en')).toEqual({ value: '1968-05' });
  expect(readCell('strike, Paris', subject, 'en')).toEqual({ tags: ['strike', 'Paris'] });
});

test('names of tags with commas and quotes come back as they were', () => {
  const names = ['Paris, 1968', 'strike', '"quoted"', 'a "word" inside', '19" screen', ', ', 'a,"b'];
  const known = new Map(names.map((name, at) => [at + 1, tag(at + 1, name)]));
  const text = cellText([...known.keys()], 'multi_tags', known);
  expect(text.startsWith('"Paris, 1968", strike, ')).toBe(true);
  expect(readCell(text, subject, 'en')).toEqual({ tags: names.map((name) => name.trim()) });
  expect(readCell('"Paris, 1968"', { id: 7, type: 'tag' }, 'en')).toEqual({ tags: ['Paris, 1968'] });
  expect(readCell('"not closed, two', subject, 'en')).toEqual({ tags: ['"not closed', 'two'] });
});

test('what is no value is refused with its reason, and nothing clears', () => {
  expect(readCell('19x', { id: 1, type: 'number' }, 'en')).toEqual({ reason: 'number' });
  expect(readCell('perhaps', { id: 4, type: 'checkbox' }, 'en')).toEqual({ reason: 'checkbox' });
  expect(readCell('12', { id: 6, type: 'color' }, 'en')).toEqual({ reason: 'color' });
  expect(readCell('a, b', { id: 7, type: 'tag' }, 'en')).toEqual({ reason: 'tag' });
  expect(readCell('a\u0007b', subject, 'en')).toEqual({ reason: 'tagName' });
  expect(readCell('  ', subject, 'en')).toEqual({ value: null });
  expect(readCell(' , ', subject, 'en')).toEqual({ value: null });
});

test('cells that get the same are one edit, and a new tag is made once', () => {
  const year = { id: 1, type: 'number' };
  const found = editsOf(
    [
      { id: 10, property: year, read: { value: 1968 } },
      { id: 11, property: year, read: { value: 1968 } },
      { id: 12, property: year, read: { value: null } },
      { id: 10, property: subject, read: { tags: ['STRIKE', 'new'] } },
      { id: 11, property: subject, read: { tags: ['new'] } },
    ],
    tags.values(),
  );
  expect(found.tags).toEqual([{ id: -1, propertyId: 2, value: 'new', parents: [], color: -1 }]);
  expect(found.edits).toEqual([
    { property: 1, set: 1968, on: { ids: [10, 11] } },
    { property: 1, clear: true, on: { ids: [12] } },
    { property: 2, set: [5, -1], on: { ids: [10] } },
    { property: 2, set: [-1], on: { ids: [11] } },
  ]);
});
