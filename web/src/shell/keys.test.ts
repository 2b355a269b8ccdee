import { expect, test } from 'vitest';
import { bindingOf, bindings, kept } from './keys';

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
  const names = bindings.map((one) => `${one.command ?? false} ${one.shift ?? false} ${one.key}`);
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

test('keys with Alt are the browser’s', () => {
  expect(press({ code: 'ArrowLeft', key: 'ArrowLeft', altKey: true })).toBeUndefined();
});
