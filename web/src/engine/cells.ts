import { folded, type TagLike } from './tags';
import { isSet, isTagType, read, type Read } from './values';

/** What must be known of a property to read and write its cells as text. */
export interface CellProperty {
  id: number;
  type: string;
}

/** Why a text is no value of a cell, as the name of a message. */
export type CellReason = Extract<Read, { reason: string }>['reason'] | 'checkbox' | 'color' | 'tag' | 'tagName';

/** What the text of a cell came to; tags by their names. */
export type CellRead = { value: unknown } | { tags: string[] } | { reason: CellReason };

/** Names with commas between; in quotes those that have a comma themselves, or begin with a quote. */
function writeNames(names: readonly string[]): string {
  return names.map((name) => (/^"|,/.test(name) ? `"${name.replace(/"/g, '""')}"` : name)).join(', ');
}
/** Reads what `writeNames` wrote, or somebody typed. */
function readNames(text: string): string[] {
  const parts = text.matchAll(/\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))(?:,|$)/g);
  return [...parts].map(([, quoted, plain]) => (quoted?.replace(/""/g, '"') ?? plain ?? '').trim());
}

/** A value as the text of a cell, the same in every language: tags by their names, with commas between. */
export function cellText(value: unknown, type: string, tags: ReadonlyMap<number, TagLike>): string {
  if (!isSet(value)) return '';
  if (isTagType(type) && Array.isArray(value)) return writeNames(value.map((id) => tags.get(Number(id))?.value ?? ''));
  return String(value);
}

const yes = new Set(['true', '1', 'yes', 'x', 'oui', 'vrai']);
const no = new Set(['false', '0', 'no', 'non', 'faux']);
const longestName = 1_000;

/** Reads the text of a cell as a value of a property. Nothing in it clears the cell. */
export function readCell(text: string, property: CellProperty, language: string): CellRead {
  const word = text.trim();
  if (word === '') return { value: null };
  if (isTagType(property.type)) {
    const names = [...new Set(readNames(word).map((name) => name.normalize('NFC')))].filter(Boolean);
    // eslint-disable-next-line no-control-regex
    if (names.some((name) => name.length > longestName || /[\u0000-\u001f]/.test(name))) return { reason: 'tagName' };
    if (property.type === 'tag' && names.length > 1) return { reason: 'tag' };
    return names.length > 0 ? { tags: names } : { value: null };
  }
  if (property.type === 'checkbox') {
    const low = word.toLowerCase();
    return yes.has(low) ? { value: true } : no.has(low) ? { value: false } : { reason: 'checkbox' };
  }
  if (property.type === 'color')
    return /^\d{1,2}$/.test(word) && Number(word) <= 11 ? { value: Number(word) } : { reason: 'color' };
  return read(text, property.type, language);
}

/** What a block writes: an edit for each property and value, and the tags that are not there yet. */
export interface CellEdits {
  edits: Record<string, unknown>[];
  tags: Record<string, unknown>[];
}

/** One cell and what it gets. */
export interface CellWish {
  id: number;
  property: CellProperty;
  read: Exclude<CellRead, { reason: CellReason }>;
}

/** Puts the wishes of many cells together: of one property, those that get the same value are one edit. */
export function editsOf(wishes: readonly CellWish[], tags: Iterable<TagLike>): CellEdits {
  const known = new Map<string, number>();
  for (const tag of tags) {
    known.set(`${tag.propertyId} =${tag.value}`, tag.id);
    const alike = `${tag.propertyId} ${folded(tag.value)}`;
    if (!known.has(alike)) known.set(alike, tag.id);
  }
  const made: Record<string, unknown>[] = [];
  const tagOf = (name: string, propertyId: number): number => {
    const key = `${propertyId} ${folded(name)}`;
    let id = known.get(`${propertyId} =${name}`) ?? known.get(key);
    if (id === undefined) {
      id = -1 - made.length;
      made.push({ id, propertyId, value: name, parents: [], color: -1 });
      known.set(key, id);
    }
    return id;
  };
  const groups = new Map<string, { property: number; value: unknown; ids: number[] }>();
  for (const { id, property, read } of wishes) {
    const value = 'tags' in read ? read.tags.map((name) => tagOf(name, property.id)) : read.value;
    const key = `${property.id} ${JSON.stringify(value)}`;
    const group = groups.get(key);
    if (group) group.ids.push(id);
    else groups.set(key, { property: property.id, value, ids: [id] });
  }
  const edits = [...groups.values()].map(({ property, value, ids }) =>
    value === null ? { property, clear: true, on: { ids } } : { property, set: value, on: { ids } },
  );
  return { edits, tags: made };
}
