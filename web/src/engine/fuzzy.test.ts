import { expect, test } from 'vitest';
import { fit, marked, searchable, wordsIn } from './fuzzy';

const fitOf = (label: string, typed: string, hint = '') => fit(searchable(label), searchable(hint), wordsIn(typed));

test('beginnings count more than words, words more than letters, these more than hints', () => {
  const fits = ['Strike', 'A strike', 'Upstrike', 'So try in keys'].map((label) => fitOf(label, 'strik'));
  expect(fits).toEqual([0, 1, 2, 3]);
  expect(fitOf('Grève', 'strike', 'tag of Strike')).toBe(4);
  expect(fitOf('Grève', 'strike')).toBeUndefined();
  expect(fitOf('Show dated under the pictures', 'stri')).toBeUndefined();
});

test('case and accents are nothing, and every word must be met', () => {
  expect(fitOf('Éditer l’étiquette', 'ETIQ edit')).toBe(1);
  expect(fitOf('Group by year', 'group month')).toBeUndefined();
  expect(fitOf('Group by year', 'gby')).toBe(3);
});

test('marks the letters that were meant', () => {
  const bold = (label: string, typed: string): string =>
    marked(label, wordsIn(typed))
      .map(({ text, isMatch }) => (isMatch ? `[${text}]` : text))
      .join('');
  expect(bold('Éditer l’étiquette', 'etiq')).toBe('Éditer l’[étiq]uette');
  expect(bold('Upstrike strike', 'strike')).toBe('Upstrike [strike]');
  expect(bold('Group by year', 'gby')).toBe('[G]roup [by] year');
  expect(bold('x', '')).toBe('x');
});
