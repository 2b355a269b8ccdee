/** One question asked of a property, as the server takes it; `inSelection` is asked of instances and names no property. */
export interface Condition {
  property?: number;
  op: string;
  value?: unknown;
}

/** What another view shows: what lies in one of its folders (none means all), has its words and fits its filter. */
export interface InView {
  view: { folders?: number[]; text?: string; filter?: Filter };
}

/** What to keep: a condition, what a view shows, or such joined. `all: []` keeps everything, `any: []` nothing. */
export type Filter = Condition | InView | { all: Filter[] } | { any: Filter[] } | { not: Filter };

/** What stands at `value` of a condition. */
export type Takes = 'nothing' | 'value' | 'values' | 'range' | 'regex' | 'period' | 'since' | 'person' | 'folders';

export interface Operator {
  op: string;
  takes: Takes;
}

const every: Operator[] = [
  { op: 'isSet', takes: 'nothing' },
  { op: 'notSet', takes: 'nothing' },
  { op: 'equal', takes: 'value' },
  { op: 'equalNot', takes: 'value' },
  { op: 'in', takes: 'values' },
];
const ofEdited: Operator[] = [
  { op: 'changedSince', takes: 'since' },
  { op: 'editedBy', takes: 'person' },
];
const ofMeasures: Operator[] = [
  { op: 'lower', takes: 'value' },
  { op: 'leq', takes: 'value' },
  { op: 'greater', takes: 'value' },
  { op: 'geq', takes: 'value' },
  { op: 'between', takes: 'range' },
];
const ofTexts: Operator[] = [
  { op: 'startsWith', takes: 'value' },
  { op: 'like', takes: 'value' },
  { op: 'notLike', takes: 'value' },
  { op: 'regex', takes: 'regex' },
];
const ofTags: Operator[] = [
  { op: 'containsAny', takes: 'value' },
  { op: 'containsAll', takes: 'value' },
  { op: 'containsNot', takes: 'value' },
];
const ofTypes: Record<string, Operator[]> = {
  number: ofMeasures,
  size: ofMeasures,
  date: [...ofMeasures, { op: 'last', takes: 'period' }],
  text: ofTexts,
  url: ofTexts,
  path: ofTexts,
  image_link: ofTexts,
  hash: ofTexts,
  tag: ofTags,
  multi_tags: ofTags,
  checkbox: [
    { op: 'isTrue', takes: 'nothing' },
    { op: 'isFalse', takes: 'nothing' },
  ],
  folder: [{ op: 'within', takes: 'folders' }],
};

/** The operators that may be asked of a property, its own type's first; nobody edits computed ones (id below 0). */
export function operatorsOf(property: { id: number; type: string }): Operator[] {
  return [...(ofTypes[property.type] ?? []), ...every, ...(property.id > 0 ? ofEdited : [])];
}

/** Whether the values of a property can be counted one by one: not where each picture has its own. */
export function hasFacet(property: { id: number; type: string }): boolean {
  if (property.type === 'id' || property.type === 'hash' || property.type === 'folder') return false;
  return property.type !== 'path' || property.id > 0;
}
