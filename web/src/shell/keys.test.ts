import { expect, test } from 'vitest';
import { begins, bindingOf, bindings, kept, type Binding } from './keys';

test('nothing is bound to what browsers keep', () => {
  const clash = bindings.filter((one) =>
    kept.some(
      (other) =>
        other.key.toLowerCase() === one.key.toLowerCase() &&
        (other.command ?? false) === (one.command ?? false) &&
        (other.shift ?? false) === (one.shift ?? false),
    ),
  );
  expect(clash).toEqual([]);
  expect(kept.length).toBeGreaterThan(30);
});

test('no key does two things', () => {
  const names = bindings.map((one) => `${one.after} ${one.command ?? false} ${one.shift ?? false} ${one.key}`);
  expect(names.length).toBe(new Set(names).size);
});

const press = (init: KeyboardEventInit) => bindingOf(new KeyboardEvent('keydown', init))?.act;

test('digits count by position, letters and signs by what they produce', () => {
  expect(press({ code: 'Digit1', key: '&' })).toBe('quick');
  expect(press({ code: 'Digit1', key: '1', shiftKey: true })).toBe('unquick');
  expect(press({ code: 'KeyQ', key: 'a', ctrlKey: true })).toBe('selectAll');
  expect(press({ code: 'KeyB', key: 'B', shiftKey: true })).toBe('sides');
  expect(press({ code: 'KeyM', key: '?', shiftKey: true })).toBe('keys');
  expect(press({ code: 'Equal', key: '+', shiftKey: true })).toBe('bigger');
});

test('a key that begins a sequence does nothing by itself', () => {
  const firsts = new Set(bindings.flatMap((one) => one.after ?? []));
  expect(bindings.filter((one) => !one.after && firsts.has(one.key) && !one.command)).toEqual([]);
});

test('the second key of a sequence means its own, and nothing of what it means alone', () => {
  const among: Binding[] = [
    { key: 'i', act: 'inspector', part: 'page', labelKey: '' },
    { key: 'b', act: 'side', part: 'page', labelKey: '' },
    { key: 'i', after: 'v', act: 'fit', part: 'view', labelKey: '' },
    { key: 'Digit2', after: 'v', act: 'group', part: 'view', labelKey: '' },
  ];
  const act = (init: KeyboardEventInit, after?: string) =>
    bindingOf(new KeyboardEvent('keydown', init), after, among)?.act;
  expect(act({ key: 'i' })).toBe('inspector');
  expect(act({ key: 'i' }, 'v')).toBe('fit');
  expect(act({ key: 'b' }, 'v')).toBeUndefined();
  expect(act({ code: 'Digit2', key: 'é' }, 'v')).toBe('group');
  expect(act({ code: 'Digit2', key: '2' })).toBeUndefined();
  expect(begins(new KeyboardEvent('keydown', { key: 'v' }), among)).toBe(true);
  expect(begins(new KeyboardEvent('keydown', { key: 'i' }), among)).toBe(false);
  expect(begins(new KeyboardEvent('keydown', { key: 'v', ctrlKey: true }), among)).toBe(false);
});

test('keys with Alt are the browser’s', () => {
  expect(press({ code: 'ArrowLeft', key: 'ArrowLeft', altKey: true })).toBeUndefined();
});
