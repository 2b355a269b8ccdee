import { operatorsOf } from './filter';
import { readingAt } from './search-language';
import type { Names, PropertyName } from './search-names';
import { bare, lastWords, plainNumber, sizeText, wordsOf } from './search-words';
import { choicesFor, folded } from './tags';
import { isTagType } from './values';

/** One line of what could come next. */
export interface Suggestion {
  kind: 'recent' | 'property' | 'sign' | 'tag' | 'folder' | 'person' | 'value';
  label: string;
  /** What stands behind it: where a tag lies, which property it is of. */
  hint?: string;
  /** For a sign: its operator, whose words the page knows (`search.signs.…`). */
  op?: string;
  type?: string;
  color?: number;
  count?: number;
  /** What takes the place of the letters from `from` to the caret. */
  insert: string;
  from: number;
  /** Whether it is whole: a space follows, and the view may be asked. */
  isWhole: boolean;
}

/** A value or a stretch of values that the server counted: as the language writes it, and as it is shown where that reads better. */
export interface CountedValue {
  text: string;
  label?: string;
  count: number;
}

/** A stretch of dates or sizes, both ends included, as a value of the language. */
export function stretch(from: unknown, to: unknown, type: string, language: string): { text: string; label?: string } {
  if (type !== 'size') return { text: from === to ? String(from) : `${String(from)}..${String(to)}` };
  const text = `${plainNumber(Number(from))}..${plainNumber(Number(to))}`;
  return { text, label: `${sizeText(Number(from), language)}..${sizeText(Number(to) + 1, language)}` };
}

/** The property whose values are about to be typed, and what of one is there; so that they can be asked of the server. */
export function valueAt(
  input: string,
  names: Names,
): { property: PropertyName; typed: string; from: number } | undefined {
  const { what, at, property, sign } = readingAt(input, names);
  if (what !== 'value' || !property || sign === undefined) return undefined;
  return { property, typed: input.slice(at).replace(/^"/, ''), from: at };
}

const most = 12;

/** How well a name answers what was typed: smaller is better. */
function rank(name: string, wanted: string): number | undefined {
  const text = folded(name);
  if (text.startsWith(wanted)) return 0;
  const at = text.indexOf(wanted);
  if (at < 0) return undefined;
  return /[\s\p{P}]/u.test(text[at - 1]!) ? 1 : 2;
}

function best<T>(
  all: readonly T[],
  nameOf: (one: T) => string,
  typed: string,
  limit: number,
  size?: (one: T) => number,
): T[] {
  const wanted = folded(typed);
  const found = all.flatMap((one) => {
    const fit = wanted === '' ? 0 : rank(nameOf(one), wanted);
    return fit === undefined ? [] : [{ one, fit }];
  });
  found.sort((one, other) => one.fit - other.fit || (size?.(other.one) ?? 0) - (size?.(one.one) ?? 0));
  return found.slice(0, limit).map(({ one }) => one);
}

/**
 * What could come next where the caret stands at the end of `input`: searches of before, properties, signs, values.
 * `values` are those that the server counted for the property that `valueAt` tells.
 */
export function suggest(
  input: string,
  names: Names,
  recent: readonly string[] = [],
  values: readonly CountedValue[] = [],
): Suggestion[] {
  const value = valueAt(input, names);
  if (value) return valuesFor(value.property, value.typed, value.from, input, names, values);
  const reading = readingAt(input, names);
  const typed = input.slice(reading.at).replace(/^"/, '');
  if (reading.what === 'value') return people(typed, reading.at, names);
  return termsFor(input, reading.at, typed, names, recent);
}

function termsFor(input: string, at: number, typed: string, names: Names, recent: readonly string[]): Suggestion[] {
  const before = best(recent, (one) => one, input.trim(), input.trim() ? 3 : 6)
    .filter((one) => folded(one).startsWith(folded(input.trim())) && one !== input)
    .map((one): Suggestion => ({ kind: 'recent', label: one, insert: one, from: 0, isWhole: true }));
  const exact = typed && names.property(typed.replace(/"$/, ''));
  const signs = exact && 'one' in exact ? signsOf(exact.one, at, names) : [];
  const { from, words } = nameBefore(input, at, typed, names);
  const properties = best(names.words.properties, (one) => one.name, words, typed ? 6 : most).map((one): Suggestion => {
    const name = bare(names.nameOf(one));
    return { kind: 'property', label: one.name, type: one.type, insert: name, from, isWhole: false };
  });
  const others = properties.filter((one) => !signs.length || folded(one.label) !== folded(words));
  if (typed === '') return [...before, ...others];
  return [...before, ...signs, ...others, ...tagsNamed(words, from, names), ...foldersNamed(words, from, names)];
}

/** What was typed of a name of several words: the longest end of the line with which a name begins. */
function nameBefore(input: string, at: number, typed: string, names: Names): { from: number; words: string } {
  const line = input.slice(0, at) + typed;
  const starts = [...line.matchAll(/(?<=^|[\s(-])[^\s"():=<>~!]/g)].map(({ index }) => index).slice(-4, -1);
  for (const from of starts) {
    const words = line.slice(from);
    if (/["():=<>~!]/.test(words) || typed === '') continue;
    const fits = (name: string): boolean => folded(name).startsWith(folded(words));
    if (names.words.properties.some(({ name }) => fits(name)) || names.words.tags.some(({ value }) => fits(value)))
      return { from, words };
  }
  return { from: at, words: typed };
}

/** How a property can be asked: each sign with its operator. */
function signsOf(property: PropertyName, from: number, names: Names): Suggestion[] {
  const ops = new Set(operatorsOf(property).map(({ op }) => op));
  const words = wordsOf(names.words.language);
  const name = bare(names.nameOf(property));
  const usual = ['containsAny', 'within', 'like', 'isTrue', 'equal'].find((op) => ops.has(op))!;
  const sign = (text: string, op: string, isWhole = false): Suggestion[] =>
    ops.has(op)
      ? [{ kind: 'sign', label: `${name}${text}`, op, type: property.type, insert: `${name}${text}`, from, isWhole }]
      : [];
  return [
    ...(usual === 'isTrue' ? [] : sign(':', usual)),
    ...sign(`:${words.yes[0]}`, 'isTrue', true),
    ...sign(`:${words.no[0]}`, 'isFalse', true),
    ...(usual === 'equal' ? [] : ops.has('isTrue') || isTagType(property.type) ? [] : sign('=', 'equal')),
    ...sign('>', 'greater'),
    ...sign('<', 'lower'),
    ...sign('~', 'regex'),
    ...sign(`:${words.any[0]}`, 'isSet', true),
    ...sign(`:${words.empty[0]}`, 'notSet', true),
  ];
}

function valuesFor(
  property: PropertyName,
  typed: string,
  from: number,
  input: string,
  names: Names,
  values: readonly CountedValue[],
): Suggestion[] {
  const words = wordsOf(names.words.language);
  const value = (text: string, more: Partial<Suggestion> = {}): Suggestion => ({
    ...{ kind: 'value', label: text, type: property.type, insert: text, from, isWhole: true },
    ...more,
  });
  if (/:by\($/.test(input.slice(0, from))) return people(typed, from, names, ')');
  if (/:since\($/.test(input.slice(0, from))) return [];
  const isFirst = /:\s*$/.test(input.slice(0, from));
  const set: Suggestion[] = isFirst
    ? [value(words.any[0]!, { kind: 'sign', op: 'isSet' }), value(words.empty[0]!, { kind: 'sign', op: 'notSet' })]
    : [];
  const fixed = (all: Suggestion[]): Suggestion[] => best(all, (one) => one.label, typed, most);
  if (isTagType(property.type)) {
    const mine = names.words.tags.filter((tag) => tag.propertyId === property.id);
    const tags = choicesFor(mine, typed, [], names.words.language).slice(0, most);
    return [...tags.flatMap((one) => ('tag' in one ? [tagLine(one.tag, one.way, from, names)] : [])), ...fixed(set)];
  }
  switch (property.type) {
    case 'folder':
      return [...foldersNamed(typed, from, names, ''), ...fixed(set)];
    case 'checkbox':
      return fixed([value(words.yes[0]!), value(words.no[0]!), ...set]);
    case 'color':
      return fixed([...names.words.colours.map((name, color) => value(name, { insert: bare(name), color })), ...set]);
    default: {
      const periods = isFirst && property.type === 'date' ? periodsOf(names).map((text) => value(text)) : [];
      const isText = operatorsOf(property).some(({ op }) => op === 'like');
      const isStretch = property.type === 'date' || property.type === 'size';
      const counted = (isStretch && !isFirst ? [] : values).map(({ text, label, count }) =>
        value(text, { label: label ?? text, insert: isText ? bare(text) : text, count }),
      );
      return [
        ...best(
          counted,
          (one) => one.label,
          typed,
          most,
          (one) => one.count ?? 0,
        ),
        ...fixed([...periods, ...set]),
      ];
    }
  }
}

const periodsOf = (names: Names): string[] =>
  (
    [
      ['week', 1],
      ['month', 1],
      ['month', 3],
      ['year', 1],
    ] as const
  ).map(([unit, count]) => lastWords(unit, count, names.words.language)!);

function tagLine(
  tag: { id: number; propertyId: number; value: string; color: number; count: number },
  way: string,
  from: number,
  names: Names,
  name = '',
): Suggestion {
  const insert = name + names.wayOf(tag.propertyId, tag.id).map(bare).join('>');
  return { kind: 'tag', label: tag.value, hint: way, color: tag.color, count: tag.count, insert, from, isWhole: true };
}

/** Tags by their names alone, with the property that they are of. */
function tagsNamed(typed: string, from: number, names: Names): Suggestion[] {
  return best(
    names.words.tags,
    (tag) => tag.value,
    typed,
    6,
    (tag) => tag.count,
  ).flatMap((tag) => {
    const property = names.propertyOf(tag.propertyId);
    return property ? [tagLine(tag, property.name, from, names, `${bare(names.nameOf(property))}:`)] : [];
  });
}

function foldersNamed(typed: string, from: number, names: Names, begin?: string): Suggestion[] {
  const property = names.words.properties.find(({ type }) => type === 'folder');
  if (!property) return [];
  const name = begin ?? `${bare(names.nameOf(property))}:`;
  return best(names.words.folders, (one) => one.name, typed, begin === undefined ? 4 : most).map(
    ({ id, name: label, count }) => {
      const path = names.pathOf(id);
      const insert = name + bare(path);
      const hint = path === label ? (begin === undefined ? property.name : undefined) : path;
      return { kind: 'folder', label, hint, count, insert, from, isWhole: true };
    },
  );
}

function people(typed: string, from: number, names: Names, end = ''): Suggestion[] {
  return best(names.words.people, (one) => one.name, typed, most).map(({ id, name }) => {
    const insert = bare(names.nameOfPerson(id)) + end;
    return { kind: 'person', label: name, insert, from, isWhole: true };
  });
}
