// @vitest-environment node
import { expect, test } from 'vitest';
import { faults, faultsOfTree, uses } from './messages';

test('every message of this tree is known in each language and used', () => {
  expect(faultsOfTree()).toEqual([]);
});

test('finds what is missing, unknown, unused and differs in its placeholders', () => {
  const found = faults(
    {
      en: new Map([
        ['a.one', '{n} pictures'],
        ['a.two', 'two'],
        ['a.three', 'three'],
      ]),
      fr: new Map([
        ['a.one', 'images'],
        ['a.three', 'trois'],
      ]),
    },
    new Map([['x.vue', "t('a.one') t('a.two') t('a.four')"]]),
  );
  expect(found).toEqual([
    'fr has other placeholders in a.one',
    'fr misses a.two',
    'x.vue uses a.four, which no language has',
    'nobody uses a.three',
  ]);
});

test('a key that is put together counts by its beginning', () => {
  expect(uses('t(`type.${kind}`)')).toEqual({ keys: [], beginnings: ['type.'] });
});
