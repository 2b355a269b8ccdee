import type { Schemas } from '@/api/client';
import { hasFacet } from '@/engine/filter';
import { treeOf } from '@/engine/tags';

export type Group = Schemas['PropertyGroup'];
export type Property = Schemas['Property'];
export type Tag = Schemas['Tag'];

/** One line below PROPERTIES: a box of properties, a property, one of its tags, or the place where a new one is named. */
export type Line =
  | { kind: 'group'; key: string; depth: number; group: Group; count: number; open: boolean }
  | { kind: 'property'; key: string; depth: number; property: Property; tags: number; open: boolean }
  | {
      kind: 'tag';
      key: string;
      depth: number;
      property: Property;
      tag: Tag;
      parent: number;
      children: number;
      open: boolean;
    }
  | { kind: 'empty'; key: string; depth: number; property: Property }
  | { kind: 'more'; key: string; depth: number; property: Property; left: number }
  | { kind: 'newTag'; key: string; depth: number; property: Property; parent: number };

interface Sources {
  groups: readonly Group[];
  properties: readonly Property[];
  tags: readonly Tag[];
  language: string;
  isOpen: (key: string, usual: boolean) => boolean;
  /** How many tags of a property are listed at most. */
  most: (property: number) => number;
}

export const byOrder = (one: { order: number; id: number }, other: { order: number; id: number }): number =>
  one.order - other.order || one.id - other.id;

/** What a line is called; one of no value, by its property. */
export const nameOf = (line: Line): string =>
  line.kind === 'group' ? line.group.name : line.kind === 'tag' ? line.tag.value : line.property.name;
export const idOf = (line: Line): number =>
  line.kind === 'group' ? line.group.id : line.kind === 'tag' ? line.tag.id : line.property.id;
export const descriptionOf = (line: Line): string =>
  line.kind === 'group'
    ? line.group.description
    : line.kind === 'tag'
      ? line.tag.description
      : line.property.description;
/** The value that a line stands for in a filter; null is none. */
export const valueOf = (line: Line): number | null => (line.kind === 'tag' ? line.tag.id : null);
/** Whether a line is of something that people made. */
export const isMade = (line: Line): boolean => line.kind === 'group' || line.kind === 'property' || line.kind === 'tag';
/** The row of a line on the page. */
export const anchorOf = (key: string): HTMLElement | null => document.querySelector(`[data-line="${CSS.escape(key)}"]`);

export const hasTags = (property: Property): boolean => property.type === 'tag' || property.type === 'multi_tags';

/** All lines: properties without a group first, then each group, in the order that people gave them. */
export function linesOf({ groups, properties, tags, language, isOpen, most }: Sources): Line[] {
  const lines: Line[] = [];
  const own = properties.filter((property) => property.id > 0);
  const tagsOf = new Map<number, Tag[]>();
  for (const tag of tags) {
    const list = tagsOf.get(tag.propertyId);
    if (list) list.push(tag);
    else tagsOf.set(tag.propertyId, [tag]);
  }
  function add(property: Property, depth: number): void {
    const key = `p${property.id}`;
    const mine = tagsOf.get(property.id) ?? [];
    const open = hasFacet(property) && isOpen(key, false);
    lines.push({ kind: 'property', key, depth, property, tags: mine.length, open });
    if (!open || !hasTags(property)) return;
    const places = treeOf(mine, language, (place) => isOpen(`${key}${place}`, false));
    const limit = most(property.id);
    for (const place of places.slice(0, limit)) {
      const tagKey = `${key}${place.key}`;
      const parent = place.above.at(-1)?.id ?? 0;
      const tagOpen = place.children > 0 && isOpen(tagKey, false);
      const { tag, children } = place;
      lines.push({
        kind: 'tag',
        key: tagKey,
        depth: depth + 1 + place.depth,
        property,
        tag,
        parent,
        children,
        open: tagOpen,
      });
    }
    if (places.length > limit)
      lines.push({ kind: 'more', key: `${key}more`, depth: depth + 1, property, left: places.length - limit });
    lines.push({ kind: 'empty', key: `${key}empty`, depth: depth + 1, property });
    lines.push({ kind: 'newTag', key: `${key}new`, depth: depth + 1, property, parent: 0 });
  }
  const known = new Set(groups.map((group) => group.id));
  const inOrder = [...own].sort(byOrder);
  for (const property of inOrder) if (!known.has(property.propertyGroupId)) add(property, 0);
  for (const group of [...groups].sort(byOrder)) {
    const members = inOrder.filter((property) => property.propertyGroupId === group.id);
    const open = isOpen(`g${group.id}`, true);
    lines.push({ kind: 'group', key: `g${group.id}`, depth: 0, group, count: members.length, open });
    if (open) for (const property of members) add(property, 1);
  }
  return lines;
}

/**
 * The properties of a commit that puts one property before another (or last, where there is none) in a group: each that
 * gets another order or group than it had.
 */
export function moved(
  properties: readonly Property[],
  id: number,
  group: number,
  before: number | undefined,
): { id: number; propertyGroupId: number; order: number }[] {
  const members = properties
    .filter((one) => one.id > 0 && one.propertyGroupId === group && one.id !== id)
    .sort(byOrder)
    .map((one) => one.id);
  const at = before === undefined ? members.length : members.indexOf(before);
  members.splice(at < 0 ? members.length : at, 0, id);
  const byId = new Map(properties.map((one) => [one.id, one]));
  return members.flatMap((one, index) => {
    const known = byId.get(one);
    const order = index + 1;
    return known && (known.order !== order || known.propertyGroupId !== group)
      ? [{ id: one, propertyGroupId: group, order }]
      : [];
  });
}
