import type { Condition, Takes } from '@/engine/filter';
import { read, valueDraft } from '@/engine/values';

/** What stands in the inputs of a condition's editor, whatever its operator reads of it. */
export interface Draft {
  text: string;
  to: string;
  list: number[];
  unit: string;
  person: number | undefined;
}

/** How a type is typed: the rest is text, of which any part may be asked for. */
const typed = (type: string): string =>
  type === 'number' || type === 'size' || type === 'id' ? 'number' : type === 'date' ? 'date' : 'text';

/** The inputs as a condition fills them. */
export function draftOf({ op, value }: Condition, type: string, language: string): Draft {
  const draft: Draft = { text: '', to: '', list: [], unit: 'month', person: undefined };
  const words = (one: unknown): string => valueDraft(one, typed(type), language);
  if (op === 'last' && value) {
    const { unit, count } = value as { unit: string; count: number };
    return { ...draft, unit, text: String(count) };
  }
  if (op === 'editedBy') return { ...draft, person: value as number };
  const values = Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value];
  draft.list = values.flatMap((one) => (typeof one === 'number' ? [one] : []));
  if (op === 'between') return { ...draft, text: words(values[0]), to: words(values[1]) };
  draft.text = type === 'checkbox' ? String(values[0] ?? true) : values.map(words).join('\n');
  return draft;
}

type Read = { value: unknown } | { reason: 'needed' | 'number' | 'date' | 'url' | 'long' };

/** What an operator takes, read from the inputs; or why it cannot be read. */
export function written(draft: Draft, takes: Takes, type: string, language: string): Read {
  const one = (text: string, as = typed(type)): Read => {
    if (text.trim() === '') return { reason: 'needed' };
    return read(text, as, language);
  };
  const all = (texts: string[]): Read => {
    const each = texts.map((text) => one(text));
    return each.find((found) => 'reason' in found) ?? { value: each.map((found) => 'value' in found && found.value) };
  };
  switch (takes) {
    case 'nothing':
      return { value: undefined };
    case 'person':
      return draft.person === undefined ? { reason: 'needed' } : { value: draft.person };
    case 'period': {
      const count = one(draft.text, 'number');
      return 'reason' in count ? count : { value: { unit: draft.unit, count: count.value } };
    }
    case 'range':
      return all([draft.text, draft.to]);
    case 'since':
      return one(draft.text, 'date');
    case 'regex':
      return one(draft.text, 'text');
    default:
  }
  if (takes === 'folders' || type === 'folder' || type === 'tag' || type === 'multi_tags' || type === 'color') {
    if (draft.list.length === 0) return { reason: 'needed' };
    return { value: takes === 'value' && (type === 'folder' || type === 'color') ? draft.list[0] : draft.list };
  }
  if (type === 'checkbox') {
    const isTrue = draft.text !== 'false';
    return { value: takes === 'values' ? [isTrue] : isTrue };
  }
  return takes === 'values' ? all(draft.text.split('\n').filter((line) => line.trim() !== '')) : one(draft.text);
}
