import { describe, expect, it } from 'vitest';
import { isSet, read, readNumber, sameValue, sizeWords, valueDraft, valueWords } from './values';

describe('values', () => {
  it('knows absence from zero and no', () => {
    for (const none of [null, undefined, '', []]) expect(isSet(none)).toBe(false);
    for (const some of [0, false, 'x', [3]]) expect(isSet(some)).toBe(true);
    expect(sameValue('', null)).toBe(true);
    expect(sameValue([1, 2], [1, 2])).toBe(true);
    expect(sameValue(0, null)).toBe(false);
  });

  it('reads numbers as each language writes them', () => {
    expect(readNumber('1,234.5', 'en')).toBe(1234.5);
    expect(readNumber('1,234', 'en')).toBe(1234);
    expect(readNumber('1 234,5', 'fr')).toBe(1234.5);
    expect(readNumber('1,234', 'fr')).toBe(1.234);
    expect(readNumber('−3', 'en')).toBe(-3);
    expect(readNumber('1e3', 'en')).toBe(1000);
    for (const none of ['', 'x', '1.2.3', '12a', '1,2,3', 'Infinity'])
      expect(readNumber(none, 'en'), none).toBeUndefined();
  });

  it('refuses with a reason and clears by nothing', () => {
    expect(read('19x', 'number', 'en')).toEqual({ reason: 'number' });
    expect(read('soon', 'date', 'en')).toEqual({ reason: 'date' });
    expect(read('not an address', 'url', 'en')).toEqual({ reason: 'url' });
    expect(read('x'.repeat(1_000_001), 'text', 'en')).toEqual({ reason: 'long' });
    expect(read('  ', 'text', 'en')).toEqual({ value: null });
    expect(read('example.org/a', 'url', 'en')).toEqual({ value: 'example.org/a' });
    expect(read('mai 1968', 'date', 'fr')).toEqual({ value: '1968-05' });
    expect(read(' two\nlines ', 'text', 'en')).toEqual({ value: ' two\nlines ' });
  });

  it('gives back what it wrote', () => {
    for (const value of [0, -1.5, 1234567.25])
      for (const language of ['en', 'fr'])
        expect(readNumber(valueDraft(value, 'number', language), language)).toBe(value);
    expect(valueWords('1968-05', 'date', 'en')).toBe('May 1968');
    expect(valueWords(1968, 'number', 'en')).toBe('1968');
    expect(sizeWords(654_321, 'en')).toBe('654\u00a0kB');
    expect(sizeWords(3_440_000, 'fr')).toBe('3,4\u00a0Mo');
  });
});
