/** What the page knows of a tag; `parents` may be several, without cycle. */
export interface TagLike {
  id: number;
  propertyId: number;
  value: string;
  parents: number[];
  color: number;
  order: number;
  count: number;
}

/** A tag where it stands in the tree: under one of its parents, so several times where it has several. */
export interface TagPlace<T extends TagLike = TagLike> {
  tag: T;
  depth: number;
  /** The tags above it, outermost first. */
  above: T[];
  /** Unique among places: the ids from the root down. */
  key: string;
  children: number;
}

/** Text as people search it: case and accents folded. */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

function byName(language: string): (one: TagLike, other: TagLike) => number {
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  return (one, other) => one.order - other.order || collator.compare(one.value, other.value) || one.id - other.id;
}

/** The children of each tag, and of 0 those without a parent, in the order of people. */
export function childrenOf<T extends TagLike>(tags: readonly T[], language: string): Map<number, T[]> {
  const children = new Map<number, T[]>();
  const known = new Set(tags.map((tag) => tag.id));
  for (const tag of tags) {
    const parents = tag.parents.filter((parent) => known.has(parent));
    for (const parent of parents.length > 0 ? parents : [0]) {
      const list = children.get(parent);
      if (list) list.push(tag);
      else children.set(parent, [tag]);
    }
  }
  for (const list of children.values()) list.sort(byName(language));
  return children;
}

/** The tree of tags as lines; the children of a place show where `isOpen` says so of its key. */
export function treeOf<T extends TagLike>(
  tags: readonly T[],
  language: string,
  isOpen: (key: string) => boolean,
): TagPlace<T>[] {
  const children = childrenOf(tags, language);
  const lines: TagPlace<T>[] = [];
  function walk(parent: number, above: T[], prefix: string): void {
    for (const tag of children.get(parent) ?? []) {
      const key = `${prefix}/${tag.id}`;
      lines.push({ tag, depth: above.length, above, key, children: children.get(tag.id)?.length ?? 0 });
      if (isOpen(key)) walk(tag.id, [...above, tag], key);
    }
  }
  walk(0, [], '');
  return lines;
}

/** All tags above one, nearest first. */
export function ancestorsOf<T extends TagLike>(id: number, tags: ReadonlyMap<number, T>): T[] {
  const found = new Map<number, T>();
  const waiting = [...(tags.get(id)?.parents ?? [])];
  for (let at = 0; at < waiting.length; at++) {
    const tag = tags.get(waiting[at]!);
    if (!tag || found.has(tag.id)) continue;
    found.set(tag.id, tag);
    waiting.push(...tag.parents);
  }
  return [...found.values()];
}

/** Names of the cycle that `parent` above `child` would close, from the child round to itself; none if it closes none. */
export function cycleOf<T extends TagLike>(child: number, parent: number, tags: ReadonlyMap<number, T>): string[] {
  const seen = new Set<number>();
  function up(id: number): number[] | undefined {
    if (id === child) return [id];
    if (seen.has(id)) return undefined;
    seen.add(id);
    for (const next of tags.get(id)?.parents ?? []) {
      const rest = up(next);
      if (rest) return [id, ...rest];
    }
    return undefined;
  }
  const way = up(parent);
  return way ? [child, ...way].map((id) => tags.get(id)?.value ?? '') : [];
}

/**
 * The parents of the tags below one that is merged into another: `into` takes its place. What stands above `into`, or is
 * it, gets the parents of the merged one instead, so that no cycle closes.
 */
export function mergedBelow<T extends TagLike>(
  merged: T,
  into: T,
  tags: ReadonlyMap<number, T>,
): { id: number; parents: number[] }[] {
  const above = new Set([into.id, ...ancestorsOf(into.id, tags).map((tag) => tag.id)]);
  return [...tags.values()]
    .filter((tag) => tag.parents.includes(merged.id))
    .map(({ id, parents }) => {
      const instead = above.has(id) ? merged.parents : [into.id];
      return { id, parents: [...new Set(parents.flatMap((parent) => (parent === merged.id ? instead : [parent])))] };
    });
}

/** One line of the picker: a tag, or the wish for a new one. */
export type Choice<T extends TagLike> = { tag: T; way: string } | { create: string[] };

/** What was typed, as names from parent to child: `strike > Paris`. */
export function namesOf(text: string): string[] {
  return text
    .split('>')
    .map((name) => name.trim())
    .filter((name) => name.length > 0);
}

/** How well a name answers what was typed: smaller is better; none if not at all. */
function rank(name: string, wanted: string): number | undefined {
  const text = folded(name);
  if (text === wanted) return 0;
  if (text.startsWith(wanted)) return 1;
  const at = text.indexOf(wanted);
  if (at < 0) return undefined;
  return /[\s\p{P}]/u.test(text[at - 1]!) ? 2 : 3;
}

/**
 * What the picker offers for what was typed: exact names first, then beginnings; within, those used most recently, then
 * most often. Nothing typed offers the recent ones first. A name that is not there ends the list as a wish.
 */
export function choicesFor<T extends TagLike>(
  tags: readonly T[],
  typed: string,
  recent: readonly number[],
  language: string,
): Choice<T>[] {
  const names = namesOf(typed);
  const wanted = folded(names.at(-1) ?? '');
  const byId = new Map(tags.map((tag) => [tag.id, tag]));
  const recency = new Map(recent.map((id, at) => [id, at]));
  const inOrder = byName(language);
  const wayOf = (tag: T): string =>
    ancestorsOf(tag.id, byId)
      .reverse()
      .map((one) => one.value)
      .join(' › ');
  const parents = names.slice(0, -1).map(folded);
  const fits = (tag: T): boolean => {
    const above = new Set(ancestorsOf(tag.id, byId).map((one) => folded(one.value)));
    return parents.every((name) => above.has(name));
  };
  const found = tags.flatMap((tag) => {
    const fit = wanted === '' ? 4 : rank(tag.value, wanted);
    return fit === undefined || (parents.length > 0 && !fits(tag)) ? [] : [{ tag, fit }];
  });
  found.sort(
    (one, other) =>
      one.fit - other.fit ||
      (recency.get(one.tag.id) ?? Infinity) - (recency.get(other.tag.id) ?? Infinity) ||
      (wanted === '' ? inOrder(one.tag, other.tag) : other.tag.count - one.tag.count || inOrder(one.tag, other.tag)),
  );
  // Of ten thousand tags a hundred are shown: the others' ways are never asked for.
  const choices: Choice<T>[] = found.map(({ tag }) => ({
    tag,
    get way() {
      return wayOf(tag);
    },
  }));
  const exists = found.some(({ tag, fit }) => fit === 0 && tag.value.length > 0);
  if (wanted !== '' && !exists) choices.push({ create: names });
  return choices;
}

/**
 * The tags of a commit that makes a chain of names: what exists is found, the rest gets negative ids from −1 down, each
 * below the one before. Answers also the id of the last. A tag that exists gets no new parent.
 */
export function creation<T extends TagLike>(
  names: readonly string[],
  propertyId: number,
  tags: readonly T[],
): { tags: { id: number; propertyId: number; value: string; parents: number[]; color: number }[]; last: number } {
  const made: { id: number; propertyId: number; value: string; parents: number[]; color: number }[] = [];
  let parent = 0;
  for (const name of names) {
    const known = tags.find((tag) => tag.propertyId === propertyId && folded(tag.value) === folded(name));
    if (known) {
      parent = known.id;
      continue;
    }
    const id = -1 - made.length;
    made.push({ id, propertyId, value: name, parents: parent === 0 ? [] : [parent], color: -1 });
    parent = id;
  }
  return { tags: made, last: parent };
}

/** What many pictures have of one tag. */
export type Share = 'none' | 'some' | 'all';

export function shareOf(count: number, owners: number): Share {
  return count <= 0 ? 'none' : count >= owners ? 'all' : 'some';
}
