import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { createI18n } from 'vue-i18n';
import type { TagLike } from '@/engine/tags';
import en from '../en.json';
import ValueEditor from './ValueEditor.vue';
import { dropDraft } from './drafts';
import type { Mixed, Wish } from './kinds';

const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: { ui: en } } as never });
const tag = (id: number, value: string): TagLike => ({
  id,
  propertyId: 9,
  value,
  parents: [],
  color: 0,
  order: 0,
  count: 1,
});
const tags = new Map([tag(1, 'strike'), tag(2, 'crowd'), tag(3, 'flag')].map((one) => [one.id, one]));
let shown: VueWrapper | undefined;

function show(type: string, more: Record<string, unknown> = {}, refuse?: string) {
  const wishes: Wish[] = [];
  const write = async (wish: Wish): Promise<string | undefined> => {
    wishes.push(wish);
    return refuse;
  };
  shown = mount(ValueEditor, {
    props: {
      property: { id: 9, name: 'caption', type, mode: 'sha1' },
      count: 1,
      tags,
      draftKey: 'k',
      write,
      ...more,
      'onUpdate:open': (open: boolean) => void shown?.setProps({ open }),
    },
    global: { plugins: [i18n] },
    attachTo: document.body,
  });
  return { editor: shown, wishes };
}
const field = (): HTMLInputElement => document.querySelector<HTMLInputElement>('.line-editor .input, .picker input')!;
async function type(text: string): Promise<void> {
  field().value = text;
  field().dispatchEvent(new Event('input'));
  await flushPromises();
}
async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
  field().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  await flushPromises();
}
afterEach(() => {
  shown?.unmount();
  dropDraft('k');
});

describe('an editor', () => {
  it('commits by Enter and shows the new value before the project tells it back', async () => {
    const { editor, wishes } = show('text', { value: 'old', open: true });
    await type('new');
    await press('Enter');
    expect(wishes).toEqual([{ verb: 'set', value: 'new' }]);
    expect(editor.emitted('update:open')?.at(-1)).toEqual([false]);
    expect(editor.text()).toBe('new');
  });

  it('gives up by Esc, and writes nothing where nothing changed', async () => {
    const { wishes } = show('text', { value: 'old', open: true });
    await type('new');
    await press('Escape');
    expect(wishes).toEqual([]);
    await shown!.setProps({ open: true });
    await press('Enter');
    expect(wishes).toEqual([]);
  });

  it('clears by emptying', async () => {
    const { wishes } = show('number', { value: 3, open: true });
    await type('');
    await press('Enter');
    expect(wishes).toEqual([{ verb: 'clear' }]);
  });

  it('keeps what cannot be read, and says why', async () => {
    const { editor, wishes } = show('number', { value: 3, open: true });
    await type('19x');
    await press('Enter');
    expect(wishes).toEqual([]);
    expect(editor.text()).toContain('not a number');
    expect(field().value).toBe('19x');
  });

  it('keeps what the server refused', async () => {
    const { editor } = show('text', { value: '', open: true }, 'the project is locked');
    await type('precious');
    await press('Enter');
    expect(editor.text()).toContain('the project is locked');
    expect(field().value).toBe('precious');
  });

  it('finds typed text again after it went out of sight', async () => {
    show('text', { value: 'old', open: true });
    await type('half a sen');
    shown!.unmount();
    show('text', { value: 'old', open: true });
    await flushPromises();
    expect(field().value).toBe('half a sen');
  });

  it('goes on by Tab with the value written', async () => {
    const { editor, wishes } = show('text', { value: '', open: true });
    await type('one');
    await press('Tab');
    expect(wishes).toEqual([{ verb: 'set', value: 'one' }]);
    expect(editor.emitted('next')).toHaveLength(1);
  });

  it('offers what someone else has set meanwhile, and loses nothing typed', async () => {
    const { editor } = show('text', { value: 'old', open: true });
    await type('mine');
    await editor.setProps({ value: 'theirs' });
    expect(field().value).toBe('mine');
    expect(editor.text()).toContain('theirs');
    await editor.find('.theirs button').trigger('click');
    expect(field().value).toBe('theirs');
  });

  it('turns a checkbox at once', async () => {
    const { editor, wishes } = show('checkbox', { value: false });
    await editor.trigger('click');
    expect(wishes).toEqual([{ verb: 'set', value: true }]);
  });
});

describe('an editor of many', () => {
  const mixed: Mixed = {
    values: [
      { value: 1968, count: 5 },
      { value: 1969, count: 2 },
    ],
    distinct: 2,
    empty: 1,
    owners: 8,
  };

  it('says the values with their counts, and how many an edit changes', async () => {
    const { editor, wishes } = show('number', { mixed, count: 8 });
    expect(editor.text()).toBe('1968 ×5, 1969 ×2, empty ×1');
    await editor.setProps({ open: true });
    expect(editor.text()).toContain('Set on 8 images');
    expect(editor.text()).toContain('Clear on 7 images');
    await type('1970');
    await press('Enter');
    expect(wishes).toEqual([{ verb: 'set', value: 1970 }]);
  });

  it('does not overwrite what differs when the field is left untouched', async () => {
    const { wishes } = show('number', { mixed, count: 8, open: true });
    await press('Enter');
    expect(wishes).toEqual([]);
  });
});

describe('the tag picker', () => {
  const mixed: Mixed = {
    values: [
      { value: 1, count: 3 },
      { value: 2, count: 1 },
    ],
    distinct: 2,
    empty: 0,
    owners: 3,
  };

  it('puts on what some lack and takes off what all have', async () => {
    const { wishes } = show('multi_tags', { mixed, count: 3, open: true });
    await type('crowd');
    await press('Enter');
    await type('strike');
    await press('Enter');
    expect(wishes).toEqual([
      { verb: 'add', value: [2] },
      { verb: 'remove', value: [1] },
    ]);
  });

  it('makes a new tag, with its parent, by Enter', async () => {
    const { wishes } = show('multi_tags', { value: [], open: true });
    await type('place > Paris');
    await press('Enter');
    expect(wishes).toEqual([{ verb: 'add', create: ['place', 'Paris'] }]);
  });

  it('stays open for the next tag, and closes for a property of one tag', async () => {
    const many = show('multi_tags', { value: [], open: true });
    await type('flag');
    await press('Enter');
    expect(many.editor.emitted('update:open')).toBeUndefined();
    shown!.unmount();
    const one = show('tag', { value: [1], open: true });
    await type('flag');
    await press('Enter');
    expect(one.wishes).toEqual([{ verb: 'set', value: [3] }]);
    expect(one.editor.emitted('update:open')?.at(-1)).toEqual([false]);
  });

  it('gives back what was typed where the server refuses it', async () => {
    show('multi_tags', { value: [], open: true }, 'no');
    await type('brand new');
    await press('Enter');
    expect(field().value).toBe('brand new');
  });

  it('takes off the last one by Backspace', async () => {
    const { wishes } = show('multi_tags', { value: [1, 3], open: true });
    await press('Backspace');
    expect(wishes).toEqual([{ verb: 'remove', value: [3] }]);
  });
});
