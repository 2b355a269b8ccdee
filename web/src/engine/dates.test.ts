import { describe, expect, it } from 'vitest';
import { dateWords, fromIso, isSound, readDate, step, toIso } from './dates';

const iso = (text: string, language = 'en', monthFirst = false): string | undefined => {
  const date = readDate(text, language, monthFirst);
  return date && toIso(date);
};

describe('partial dates', () => {
  it('reads and writes every precision of the contract', () => {
    const all = [
      '1968',
      '1968-05',
      '1968-05-06',
      '1968-05-06T14',
      '1968-05-06T14:30+02:00',
      '1968-05-06T14:30:10Z',
      '-0043',
    ];
    for (const text of all) expect(toIso(fromIso(text)!)).toBe(text);
  });

  it('refuses what no calendar has', () => {
    for (const text of ['1968-13', '1968-02-30', '1967-02-29', '1968-05-06T24', 'May', '', '12', '1968-05-32'])
      expect(readDate(text), text).toBeUndefined();
    expect(isSound({ year: 10_000 })).toBe(false);
    expect(isSound({ year: 1968, day: 3 })).toBe(false);
    expect(fromIso('1968-02-29')).toBeDefined();
  });

  it('reads what people type in either language', () => {
    expect(iso('6 May 1968')).toBe('1968-05-06');
    expect(iso('May 6th, 1968')).toBe('1968-05-06');
    expect(iso('mai 1968', 'fr')).toBe('1968-05');
    expect(iso('1er août 1968', 'fr')).toBe('1968-08-01');
    expect(iso('déc. 1968', 'fr')).toBe('1968-12');
    expect(iso('05/1968')).toBe('1968-05');
    expect(iso('6.5.1968')).toBe('1968-05-06');
    expect(iso('6 May 1968 14:30')).toBe('1968-05-06T14:30');
    expect(iso('6/5/1968 14h30', 'fr')).toBe('1968-05-06T14:30');
    expect(iso('44 BC')).toBe('-0043');
    expect(iso('44 av. J.-C.', 'fr')).toBe('-0043');
  });

  it('takes the day first, unless asked otherwise or only the other way is a date', () => {
    expect(iso('6/5/1968')).toBe('1968-05-06');
    expect(iso('6/5/1968', 'en', true)).toBe('1968-06-05');
    expect(iso('5/16/1968')).toBe('1968-05-16');
    expect(iso('16/5/1968', 'en', true)).toBe('1968-05-16');
  });

  it('steps the finest part and carries', () => {
    const after = (text: string, by: number): string => toIso(step(fromIso(text)!, by));
    expect(after('1968', 1)).toBe('1969');
    expect(after('1968-12', 1)).toBe('1969-01');
    expect(after('1968-01', -1)).toBe('1967-12');
    expect(after('1968-02-28', 1)).toBe('1968-02-29');
    expect(after('1968-12-31T23:59', 1)).toBe('1969-01-01T00:00');
    expect(after('0050-03-01', -1)).toBe('0050-02-28');
  });

  it('says no more than is known', () => {
    expect(dateWords(fromIso('1968')!, 'en')).toBe('1968');
    expect(dateWords(fromIso('1968-05')!, 'en')).toBe('May 1968');
    expect(dateWords(fromIso('1968-05')!, 'fr')).toBe('mai 1968');
    expect(dateWords(fromIso('1968-05-06')!, 'en')).toBe('6 May 1968');
    expect(dateWords(fromIso('-0043')!, 'en')).toContain('44');
    expect(dateWords(fromIso('1968-05-06T14:30+02:00')!, 'en')).toBe('6 May 1968, 14:30 +02:00');
  });
});
