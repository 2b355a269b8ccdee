import type { Condition, Filter } from './filter';
import { folded } from './tags';

/** The parts of a filter that stand side by side, joined by *and*: what chips show. */
export function partsOf(filter: Filter | undefined): Filter[] {
  if (!filter) return [];
  return 'all' in filter ? filter.all : [filter];
}

/** The filter of parts joined by *and*; none where nothing is asked. */
export function filterOf(parts: readonly Filter[]): Filter | undefined {
  const left = parts.flatMap((part) => (simplified(part) ? [simplified(part)!] : []));
  return left.length > 0 ? { all: left } : undefined;
}

/** A filter without empty and single-membered groups and without doubled `not`; none where nothing is left of it. */
function simplified(filter: Filter): Filter | undefined {
  if ('not' in filter) {
    if ('not' in filter.not) return simplified(filter.not.not);
    const inner = simplified(filter.not);
    return inner && { not: inner };
  }
  if (!('any' in filter) && !('all' in filter)) return filter;
  const isAny = 'any' in filter;
  const members = (isAny ? filter.any : filter.all).flatMap((one) => {
    const inner = simplified(one);
    if (!inner) return [];
    if (isAny && 'any' in inner) return inner.any;
    return !isAny && 'all' in inner ? inner.all : [inner];
  });
  if (members.length < 2) return members[0];
  return isAny ? { any: members } : { all: members };
}

/** The way to a member: its index among the parts, then its index in each group; `not` is gone through by itself. */
export type Way = readonly number[];

/** What stands at a way, `not` included. */
export function at(parts: readonly Filter[], [first, ...rest]: Way): Filter | undefined {
  const part = first === undefined ? undefined : parts[first];
  return part && rest.length > 0 ? at(membersOf(part), rest) : part;
}

const bare = (filter: Filter): Filter => ('not' in filter ? filter.not : filter);
function membersOf(filter: Filter): readonly Filter[] {
  const inner = bare(filter);
  if ('any' in inner) return inner.any;
  return 'all' in inner ? inner.all : [];
}

/** The parts with another member at a way, or without it. */
export function put(parts: readonly Filter[], [first, ...rest]: Way, filter: Filter | undefined): Filter[] {
  if (first === undefined) return [...parts];
  const part = parts[first];
  const next = part && rest.length > 0 ? grouped(part, put(membersOf(part), rest, filter)) : filter;
  return parts.flatMap((one, index) => (index === first ? (next ? [next] : []) : [one]));
}

function grouped(filter: Filter, members: Filter[]): Filter | undefined {
  const inner = bare(filter);
  const group: Filter = 'any' in inner ? { any: members } : { all: members };
  return simplified('not' in filter ? { not: group } : group);
}

/** Says the opposite. */
export const negated = (filter: Filter): Filter => ('not' in filter ? filter.not : { not: filter });

/** Joins one part with another by *or*, where the other one stands. */
export function joined(parts: readonly Filter[], from: number, to: number): Filter[] {
  const [one, other] = [parts[from], parts[to]];
  if (!one || !other || from === to) return [...parts];
  const both = simplified({ any: [other, one] })!;
  return parts.flatMap((part, index) => (index === to ? [both] : index === from ? [] : [part]));
}

// ---- facets

export type Choice = 'include' | 'exclude' | undefined;

/** What the facet of a property has chosen: values to have and not to have, `null` for no value at all. */
export interface Chosen {
  include: unknown[];
  exclude: unknown[];
}

const isTags = (type: string): boolean => type === 'tag' || type === 'multi_tags';

/** The values that one condition of a facet names; nothing where it is none of a facet's. */
function valuesOf(filter: Filter, property: number): unknown[] | undefined {
  if ('any' in filter) {
    const each = filter.any.map((one) => valuesOf(one, property));
    return each.includes(undefined) ? undefined : each.flat();
  }
  if (!('op' in filter) || filter.property !== property) return undefined;
  if (filter.op === 'notSet') return [null];
  if (filter.op === 'in' || filter.op === 'containsAny')
    return Array.isArray(filter.value) ? (filter.value as unknown[]) : [filter.value];
  return filter.op === 'equal' && !Array.isArray(filter.value) ? [filter.value] : undefined;
}

/** What the parts choose of a property by value. */
export function chosenOf(parts: readonly Filter[], property: number): Chosen {
  const chosen: Chosen = { include: [], exclude: [] };
  for (const part of parts) {
    if ('not' in part) chosen.exclude.push(...(valuesOf(part.not, property) ?? []));
    else chosen.include.push(...(valuesOf(part, property) ?? []));
  }
  return chosen;
}

/** Values as the operators compare them: of texts, case and accents folded. */
const comparable = (type: string) => (value: unknown) =>
  type === 'text' && typeof value === 'string' ? folded(value) : value;

/** What the parts say of one value of a property. */
export function choiceOf(parts: readonly Filter[], property: { id: number; type: string }, value: unknown): Choice {
  const of = comparable(property.type);
  const { include, exclude } = chosenOf(parts, property.id);
  if (include.some((one) => of(one) === of(value))) return 'include';
  return exclude.some((one) => of(one) === of(value)) ? 'exclude' : undefined;
}

/** The condition that a property has one of some values. */
function hasOne(property: { id: number; type: string }, values: readonly unknown[]): Filter {
  const named = values.filter((one) => one !== null);
  const members: Filter[] = [];
  if (named.length > 0)
    members.push({ property: property.id, op: isTags(property.type) ? 'containsAny' : 'in', value: named });
  if (named.length < values.length) members.push({ property: property.id, op: 'notSet' });
  return members.length === 1 ? members[0]! : { any: members };
}

/** The parts with a value included, excluded, or neither; `alone` drops what else was chosen of the property. */
export function choose(
  parts: readonly Filter[],
  property: { id: number; type: string },
  value: unknown,
  choice: Choice,
  alone = false,
): Filter[] {
  const before = alone ? { include: [], exclude: [] } : chosenOf(parts, property.id);
  const of = comparable(property.type);
  const others = (list: unknown[]): unknown[] => list.filter((one) => of(one) !== of(value));
  const include = others(before.include);
  const exclude = others(before.exclude);
  if (choice === 'include') include.push(value);
  if (choice === 'exclude') exclude.push(value);
  const own: Filter[] = [];
  if (include.length > 0) own.push(hasOne(property, include));
  if (exclude.length > 0) own.push({ not: hasOne(property, exclude) });
  return inPlace(parts, (part) => valuesOf('not' in part ? part.not : part, property.id) !== undefined, own);
}

/** The parts with others in the place of the first that is replaced. */
function inPlace(parts: readonly Filter[], isReplaced: (part: Filter) => boolean, by: Filter[]): Filter[] {
  const first = parts.findIndex(isReplaced);
  const left = parts.filter((part) => !isReplaced(part));
  left.splice(first < 0 ? left.length : first, 0, ...by);
  return left;
}

// ---- stretches of numbers and dates

/** Two ends, one of which may be open. `below` says that the upper end itself is left out. */
export interface Range {
  from?: unknown;
  to?: unknown;
  below?: boolean;
}

const bounds: Record<string, (value: unknown) => Range> = {
  between: (value) => ({ from: (value as unknown[])[0], to: (value as unknown[])[1] }),
  geq: (value) => ({ from: value }),
  leq: (value) => ({ to: value }),
  lower: (value) => ({ to: value, below: true }),
};

const isBound = (part: Filter, property: number): part is Condition =>
  'op' in part && part.property === property && part.op in bounds;

/** The stretch of a property that the parts ask for. */
export function rangeOf(parts: readonly Filter[], property: number): Range {
  return Object.assign(
    {},
    ...parts
      .filter((part) => isBound(part, property))
      .map((part) => {
        const { op, value } = part as Condition;
        return bounds[op]!(value);
      }),
  ) as Range;
}

/** The parts with another stretch of a property; none where both ends are open. */
export function withRange(parts: readonly Filter[], property: number, { from, to, below }: Range): Filter[] {
  const own: Filter[] = [];
  if (from !== undefined && to !== undefined && !below) own.push({ property, op: 'between', value: [from, to] });
  else {
    if (from !== undefined) own.push({ property, op: 'geq', value: from });
    if (to !== undefined) own.push({ property, op: below ? 'lower' : 'leq', value: to });
  }
  return inPlace(parts, (part) => isBound(part, property), own);
}
