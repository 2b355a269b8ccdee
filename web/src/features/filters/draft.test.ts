import { describe, expect, it } from 'vitest';
import { operatorsOf, type Condition } from '@/engine/filter';
import { draftOf, written } from './draft';

const again = (condition: Condition, type: string): unknown => {
  const takes = operatorsOf({ id: 1, type }).find(({ op }) => op === condition.op)!.takes;
  return written(draftOf(condition, type, 'en'), takes, type, 'en');
};

describe('the inputs of a condition', () => {
  it('read back what the condition says', () => {
    const said: [string, string, unknown][] = [
      ['number', 'geq', 1968],
      ['number', 'between', [0.5, 2]],
      ['number', 'in', [1, 2]],
      ['date', 'equal', '1968-05'],
      ['date', 'last', { unit: 'month', count: 3 }],
      ['text', 'like', 'a poster'],
      ['text', 'in', ['Paris', 'Lyon']],
      ['url', 'startsWith', 'exam'],
      ['text', 'regex', '^a|b$'],
      ['multi_tags', 'containsAny', [3, 4]],
      ['color', 'equal', 7],
      ['color', 'in', [7, 8]],
      ['checkbox', 'equal', false],
      ['folder', 'within', [2]],
      ['text', 'editedBy', 5],
      ['text', 'changedSince', '2026-05-06'],
    ];
    for (const [type, op, value] of said) expect(again({ property: 1, op, value }, type)).toEqual({ value });
    expect(again({ property: 1, op: 'isSet' }, 'text')).toEqual({ value: undefined });
  });

  it('say what is missing or cannot be read', () => {
    expect(again({ property: 1, op: 'geq' }, 'number')).toEqual({ reason: 'needed' });
    expect(again({ property: 1, op: 'containsAny', value: [] }, 'multi_tags')).toEqual({ reason: 'needed' });
    expect(again({ property: 1, op: 'geq', value: 'soon' }, 'date')).toEqual({ reason: 'date' });
  });
});
