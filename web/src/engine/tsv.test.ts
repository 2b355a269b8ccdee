import { expect, test } from 'vitest';
import { readTsv, writeTsv } from './tsv';

test('reads what it wrote, whatever stands in the cells', () => {
  const rows = [
    ['a', '', 'two\nlines'],
    ['a "quote"', 'tab\there', ''],
    ['', '', ''],
    ['שלום', '"', 'é'],
  ];
  expect(readTsv(writeTsv(rows))).toEqual(rows);
});

test('reads a spreadsheet’s clipboard: a line break at the end is no row, a quote in the middle is a quote', () => {
  expect(readTsv('1\t2\r\n3\t4\r\n')).toEqual([
    ['1', '2'],
    ['3', '4'],
  ]);
  expect(readTsv('5" by 7"\tx\n')).toEqual([['5" by 7"', 'x']]);
  expect(readTsv('"broken\tx')).toEqual([['"broken', 'x']]);
  expect(readTsv('a\t')).toEqual([['a', '']]);
  expect(readTsv('one')).toEqual([['one']]);
  expect(readTsv('\n\nx')).toEqual([[''], [''], ['x']]);
  expect(readTsv('')).toEqual([]);
});

test('a long clipboard is read whole', () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => [`row ${at}`, 'a "b"', 'c\nd']);
  expect(readTsv(writeTsv(rows))).toEqual(rows);
});
