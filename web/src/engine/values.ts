import { dateWords, fromIso, readDate, toIso } from './dates';

/** The types of property that people edit; others are computed and only shown. */
export const editable = [
  'text',
  'number',
  'date',
  'color',
  'url',
  'checkbox',
  'tag',
  'multi_tags',
  'path',
  'image_link',
] as const;
export type EditableType = (typeof editable)[number];

export const isEditable = (type: string): type is EditableType => (editable as readonly string[]).includes(type);
export const isTagType = (type: string): boolean => type === 'tag' || type === 'multi_tags';

/** Whether there is a value at all: `''`, `[]` and null are none; `0` and `false` are values. */
export function isSet(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}

export function sameValue(one: unknown, other: unknown): boolean {
  if (!isSet(one) || !isSet(other)) return isSet(one) === isSet(other);
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What typing came to: a value (null clears), or the reason why it is none, as the name of a message. */
export type Read = { value: unknown } | { reason: 'number' | 'date' | 'url' | 'long' };

const longest = 1_000_000;

/** Reads a number as people of a language type it: `1 234,5`, `1,234.5`, `−3`, `1e6`. */
export function readNumber(input: string, language: string): number | undefined {
  let text = input
    .trim()
    .replace(/[\s\u00a0\u202f_]/g, '')
    .replace(/\u2212/g, '-');
  const comma = text.lastIndexOf(',');
  const point = text.lastIndexOf('.');
  if (comma >= 0 && point >= 0)
    text = comma > point ? text.replace(/\./g, '').replace(',', '.') : text.replace(/,/g, '');
  else if (comma >= 0) {
    const thousands = language !== 'fr' && /^-?\d{1,3}(,\d{3})+$/.test(text);
    if (!thousands && text.indexOf(',') !== comma) return undefined;
    text = thousands ? text.replace(/,/g, '') : text.replace(',', '.');
  }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Reads what was typed into a field of a type; nothing typed clears. */
export function read(input: string, type: string, language: string): Read {
  const text = input.trim();
  if (text === '') return { value: null };
  if (input.length > longest) return { reason: 'long' };
  if (type === 'number') {
    const value = readNumber(text, language);
    return value === undefined ? { reason: 'number' } : { value };
  }
  if (type === 'date') {
    const date = readDate(text, language);
    return date ? { value: toIso(date) } : { reason: 'date' };
  }
  if (type === 'url') {
    const url = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
    return /\s/.test(text) || !URL.canParse(url) ? { reason: 'url' } : { value: text };
  }
  return { value: input };
}

const formats = new Map<string, Intl.NumberFormat>();
/** A number as a language writes it. A format costs much more to make than to use. */
function written(value: number, language: string, most: number, grouped: boolean): string {
  const key = `${language} ${most} ${grouped}`;
  let format = formats.get(key);
  if (!format)
    formats.set(key, (format = new Intl.NumberFormat(language, { maximumFractionDigits: most, useGrouping: grouped })));
  return format.format(value);
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Bytes for people: `3.4 MB`. */
export function sizeWords(bytes: number, language: string): string {
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  const digits = unit === 0 || size >= 99.95 ? 0 : 1;
  const french = language === 'fr' ? units[unit]!.replace('B', 'o') : units[unit]!;
  return `${written(size, language, digits, true)}\u00a0${french}`;
}

/** A value as text to show; tags, colours and checkboxes have marks of their own. */
export function valueWords(value: unknown, type: string, language: string): string {
  if (!isSet(value)) return '';
  if (type === 'number' && typeof value === 'number') return written(value, language, 12, Math.abs(value) >= 10_000);
  if (type === 'size' && typeof value === 'number') return sizeWords(value, language);
  if (type === 'date' && typeof value === 'string') {
    const date = fromIso(value);
    return date ? dateWords(date, language) : value;
  }
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** A value as text to edit. */
export function valueDraft(value: unknown, type: string, language: string): string {
  if (!isSet(value)) return '';
  if (type === 'number' && typeof value === 'number') return written(value, language, 20, false);
  return Array.isArray(value) ? value.join(', ') : String(value);
}
