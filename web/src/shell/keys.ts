import type { Act } from '@/stores/acts';
import { commandName, isMac } from '@/ui/command-key';

/**
 * One key and what it does. `key` is what the key produces (letters in lower case, signs, names as of
 * `KeyboardEvent.key`), or `Digit1`…`Digit9` for a digit by its position, so that a French keyboard needs no Shift.
 */
export interface Binding {
  key: string;
  act: Act;
  /** Ctrl, or Cmd on a Mac. */
  command?: boolean;
  shift?: boolean;
  /** The key that begins the sequence of which this is the second: `v` for `V` then `I`. */
  after?: string;
  /** Acts from within a text field, too. */
  anywhere?: boolean;
  /** Where in the sheet of keys, and under which words (`shell.keys.…`). */
  part: 'move' | 'select' | 'view' | 'edit' | 'page';
  labelKey: string;
  /** One line of the sheet holds several bindings; only the first one of a label is shown, with these signs. */
  shown?: string;
}

const label = (name: string): string => `shell.keys.${name}`;

/** All keys of the program. What browsers keep for themselves is in `kept`, and a test holds us to it. */
export const bindings: Binding[] = [
  { key: 'ArrowLeft', act: 'left', part: 'move', labelKey: label('arrows'), shown: '← ↑ ↓ →' },
  { key: 'ArrowRight', act: 'right', part: 'move', labelKey: label('arrows') },
  { key: 'ArrowUp', act: 'up', part: 'move', labelKey: label('arrows') },
  { key: 'ArrowDown', act: 'down', part: 'move', labelKey: label('arrows') },
  { key: 'Home', act: 'first', part: 'move', labelKey: label('ends'), shown: 'Home · End' },
  { key: 'End', act: 'last', part: 'move', labelKey: label('ends') },
  { key: 'PageUp', act: 'pageUp', part: 'move', labelKey: label('pages'), shown: 'PgUp · PgDn' },
  { key: 'PageDown', act: 'pageDown', part: 'move', labelKey: label('pages') },
  { key: 'n', act: 'nextGroup', part: 'move', labelKey: label('groups'), shown: 'N · P' },
  { key: 'p', act: 'previousGroup', part: 'move', labelKey: label('groups') },
  { key: 'Enter', act: 'open', part: 'move', labelKey: label('open') },
  { key: 'Escape', act: 'escape', part: 'move', labelKey: label('escape'), shown: 'Esc' },
  { key: ' ', act: 'select', part: 'select', labelKey: label('select'), shown: 'Space' },
  {
    key: 'ArrowLeft',
    shift: true,
    act: 'extendLeft',
    part: 'select',
    labelKey: label('extend'),
    shown: 'Shift ← ↑ ↓ →',
  },
  { key: 'ArrowRight', shift: true, act: 'extendRight', part: 'select', labelKey: label('extend') },
  { key: 'ArrowUp', shift: true, act: 'extendUp', part: 'select', labelKey: label('extend') },
  { key: 'ArrowDown', shift: true, act: 'extendDown', part: 'select', labelKey: label('extend') },
  { key: 'Home', shift: true, act: 'extendFirst', part: 'select', labelKey: label('extend') },
  { key: 'End', shift: true, act: 'extendLast', part: 'select', labelKey: label('extend') },
  { key: 'a', command: true, act: 'selectAll', part: 'select', labelKey: label('selectAll') },
  { key: '-', act: 'smaller', part: 'view', labelKey: label('size'), shown: '− · +' },
  { key: '+', act: 'bigger', part: 'view', labelKey: label('size') },
  { key: '=', act: 'bigger', part: 'view', labelKey: label('size') },
  { key: '0', act: 'fit', part: 'view', labelKey: label('fit') },
  { key: 'g', act: 'group', part: 'view', labelKey: label('group') },
  { key: 'i', after: 'v', act: 'showGrid', part: 'view', labelKey: label('showGrid') },
  { key: 't', after: 'v', act: 'showTable', part: 'view', labelKey: label('showTable') },
  { key: 'g', after: 'v', act: 'showCards', part: 'view', labelKey: label('showCards') },
  { key: 's', after: 'v', act: 'split', part: 'view', labelKey: label('split') },
  { key: 'f', act: 'filter', part: 'view', labelKey: label('filter') },
  { key: 'r', act: 'refresh', part: 'view', labelKey: label('refresh') },
  { key: 'n', after: 'v', act: 'newTab', part: 'view', labelKey: label('newTab') },
  { key: 'x', after: 'v', act: 'closeTab', part: 'view', labelKey: label('closeTab') },
  ...Array.from({ length: 9 }, (_, index): Binding => ({
    key: `Digit${index + 1}`,
    after: 'v',
    act: 'goTab',
    part: 'view',
    labelKey: label('goTab'),
    shown: '1 … 9',
  })),
  { key: 't', act: 'tag', part: 'edit', labelKey: label('tag') },
  { key: 'g', shift: true, act: 'giveGroup', part: 'edit', labelKey: label('giveGroup') },
  ...Array.from({ length: 9 }, (_, index): Binding[] => [
    { key: `Digit${index + 1}`, act: 'quick', part: 'edit', labelKey: label('quick'), shown: '1 … 9' },
    {
      key: `Digit${index + 1}`,
      shift: true,
      act: 'unquick',
      part: 'edit',
      labelKey: label('unquick'),
      shown: 'Shift 1 … 9',
    },
  ]).flat(),
  { key: 'd', command: true, act: 'fillDown', part: 'edit', labelKey: label('fillDown') },
  { key: 'Delete', act: 'clearCells', part: 'edit', labelKey: label('clearCells') },
  { key: 'Backspace', act: 'clearCells', part: 'edit', labelKey: label('clearCells') },
  { key: 'z', command: true, act: 'undo', part: 'edit', labelKey: label('undo') },
  { key: 'z', command: true, shift: true, act: 'redo', part: 'edit', labelKey: label('redo') },
  { key: '/', act: 'search', part: 'page', labelKey: label('search'), shown: `/ · ${commandName} F` },
  { key: 'f', command: true, anywhere: true, act: 'search', part: 'page', labelKey: label('search') },
  { key: 'k', command: true, anywhere: true, act: 'palette', part: 'page', labelKey: label('palette') },
  { key: 'b', act: 'side', part: 'page', labelKey: label('side') },
  { key: 'i', act: 'inspector', part: 'page', labelKey: label('inspector') },
  { key: 'b', shift: true, act: 'sides', part: 'page', labelKey: label('sides') },
  { key: '?', act: 'keys', part: 'page', labelKey: label('keys') },
];

/**
 * What browsers do not give away, or what a person would miss: never bound. Ctrl D is not among them: it fills down as in
 * every spreadsheet, and is the browser's where no cell of the table has the focus.
 */
export const kept: { key: string; command?: boolean; shift?: boolean; alt?: boolean }[] = [
  ...['t', 'w', 'n', 'l', 'r', 'p', 'u', 'j', 'h', 'q', 'Tab', '+', '-', '0', 'f5'].map((key) => ({
    key,
    command: true,
  })),
  ...['t', 'w', 'n', 'i', 'j', 'c', 'p', 'Tab', 'Delete'].map((key) => ({ key, command: true, shift: true })),
  ...Array.from({ length: 9 }, (_, index) => ({ key: `Digit${index + 1}`, command: true })),
  ...['F1', 'F3', 'F5', 'F6', 'F7', 'F11', 'F12'].map((key) => ({ key })),
];

/** Whether a key press begins a sequence. */
export function begins(event: KeyboardEvent, among: readonly Binding[] = bindings): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  return among.some((one) => one.after === event.key.toLowerCase());
}

/** The signs of a binding, one after the other, as a sheet or a tooltip shows them. */
export function signsOf(one: Binding): string[] {
  if (one.shown) return one.shown.split(' ');
  const key = one.key.startsWith('Digit') ? one.key.slice(5) : one.key.length === 1 ? one.key.toUpperCase() : one.key;
  return [...(one.command ? [commandName] : []), ...(one.shift ? ['Shift'] : []), key];
}

/** The binding that a key press means, alone or `after` the key that began a sequence; undefined where it is none of ours. */
export function bindingOf(
  event: KeyboardEvent,
  after?: string,
  among: readonly Binding[] = bindings,
): Binding | undefined {
  if (event.altKey) return undefined;
  const command = isMac ? event.metaKey : event.ctrlKey;
  if (isMac ? event.ctrlKey : event.metaKey) return undefined;
  const digit = /^Digit[1-9]$/.test(event.code);
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const letter = /^\p{L}$/u.test(key) || event.key.length > 1 || key === ' ';
  const fits = (one: Binding): boolean => {
    if (one.after !== after) return false;
    if ((one.command ?? false) !== command) return false;
    if (one.key.startsWith('Digit')) return digit && one.key === event.code && (one.shift ?? false) === event.shiftKey;
    // Signs are what they are, whether this keyboard needs Shift for them or not.
    return one.key === key && (!letter || (one.shift ?? false) === event.shiftKey);
  };
  // A sign that a digit's key produces (French `-` on 6) is the sign only where no digit is meant.
  return among.find((one) => one.key.startsWith('Digit') && fits(one)) ?? among.find(fits);
}

/** Whether a key press belongs to a text field, a menu or a dialog, which know what to do with it. */
export function isTaken(event: KeyboardEvent, binding?: Binding): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (!target) return false;
  if (binding?.anywhere) return target.closest('[role=menu], [role=dialog]') !== null;
  if (target.isContentEditable || target.closest('input:not([type=range]), textarea, select')) return true;
  return target.closest('[role=menu], [role=listbox], [role=dialog], [role=tree], [data-keys=own]') !== null;
}
