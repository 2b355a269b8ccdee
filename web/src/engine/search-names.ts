import { ancestorsOf, folded, type TagLike } from './tags';

/** What a search may name, in the words of the project and of the person. */
export interface Vocabulary {
  /** Language of the printed words; those of all languages are read. */
  language: string;
  /** `name` as it is shown; `also` what it is called elsewhere. */
  properties: readonly { id: number; name: string; type: string; also?: string }[];
  tags: readonly TagLike[];
  folders: readonly { id: number; parentId: number; name: string; count?: number }[];
  people: readonly { id: number; name: string }[];
  /** Names of the colours 0 to 11. */
  colours: readonly string[];
}

export type PropertyName = Vocabulary['properties'][number];

/** What a name came to: one thing, several of that name, or none, perhaps with one that is called almost so. */
export type Meant<T> = { one: T } | { several: T[] } | { near?: string };

/** How many letters must be added, dropped, changed or swapped with their neighbour to make one text of the other. */
export function distance(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        next[j] = Math.min(next[j]!, before[j - 2]! + 1);
    }
    before = row;
    row = next;
  }
  return row[other.length]!;
}

/** The name that somebody who typed this may have meant: at most a third of its letters are wrong. */
export function nearest(typed: string, names: Iterable<string>): string | undefined {
  const wanted = folded(typed);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) >= least) continue;
    const wrong = distance(folded(name), wanted);
    if (wrong < least) [best, least] = [name, wrong];
  }
  return best;
}

/** Those that a name fits: letter for letter if any does, else without case and accents. */
function fitting<T>(all: readonly T[], exact: (one: T) => boolean, loose: (one: T) => boolean): T[] {
  const found = all.filter(exact);
  return found.length > 0 ? found : all.filter(loose);
}

function meant<T>(found: T[], names: () => Iterable<string>, typed: string): Meant<T> {
  if (found.length === 1) return { one: found[0]! };
  return found.length > 1 ? { several: found } : { near: nearest(typed, names()) };
}

function byFoldedName<T>(all: readonly T[], nameOf: (one: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const one of all) {
    const key = folded(nameOf(one));
    const list = map.get(key);
    if (list) list.push(one);
    else map.set(key, [one]);
  }
  return map;
}

/** Finds what names mean, and the shortest name that means a thing. `#12` is always the thing of that id. */
export class Names {
  readonly tagsById: ReadonlyMap<number, TagLike>;
  readonly #tags: Map<string, TagLike[]>;
  readonly #folders: Map<string, { id: number; parentId: number; name: string }[]>;
  readonly #foldersById: Map<number, { id: number; parentId: number; name: string }>;

  constructor(readonly words: Vocabulary) {
    this.tagsById = new Map(words.tags.map((tag) => [tag.id, tag]));
    this.#tags = byFoldedName(words.tags, (tag) => tag.value);
    this.#folders = byFoldedName(words.folders, (folder) => folder.name);
    this.#foldersById = new Map(words.folders.map((folder) => [folder.id, folder]));
  }

  property(typed: string): Meant<PropertyName> {
    const all = this.words.properties;
    const id = idIn(typed);
    const found =
      id === undefined
        ? fitting(
            all,
            (one) => one.name === typed.trim() || one.also === typed.trim(),
            (one) => folded(one.name) === folded(typed.trim()) || folded(one.also ?? '') === folded(typed.trim()),
          )
        : all.filter((one) => one.id === id);
    // What somebody made goes before a fact of the files that is called so.
    const made = found.filter((one) => one.id > 0);
    return meant(made.length > 0 ? made : found, () => all.map((one) => one.name), typed);
  }

  propertyOf(key: unknown): PropertyName | undefined {
    if (typeof key === 'number') return this.words.properties.find((one) => one.id === key);
    const found = typeof key === 'string' ? this.property(key) : {};
    return 'one' in found ? found.one : undefined;
  }

  /** A tag by the names from one above it down to its own. */
  tag(property: number, names: readonly string[]): Meant<{ id: number }> {
    const last = names.at(-1) ?? '';
    const id = names.length === 1 ? idIn(last) : undefined;
    // Tags that were deleted keep their ids, and match nobody.
    if (id !== undefined) return { one: this.tagsById.get(id) ?? { id } };
    const named = (this.#tags.get(folded(last)) ?? []).filter((tag) => tag.propertyId === property);
    const above = names.slice(0, -1).map(folded);
    const below = named.filter((tag) => {
      const over = new Set(ancestorsOf(tag.id, this.tagsById).map((one) => folded(one.value)));
      return above.every((name) => over.has(name));
    });
    const found = fitting(
      below,
      (tag) => tag.value === last,
      () => true,
    );
    const all = (): string[] => this.words.tags.filter((tag) => tag.propertyId === property).map((tag) => tag.value);
    return meant(found, all, last);
  }

  /** The names that lead to a tag and to no other, or its id. */
  wayOf(property: number, id: number): string[] {
    const tag = this.tagsById.get(id);
    if (!tag || tag.propertyId !== property) return [`#${id}`];
    const ways = [[tag.value], ...ancestorsOf(id, this.tagsById).map((above) => [above.value, tag.value])];
    return ways.find((way) => isOne(this.tag(property, way), id)) ?? [`#${id}`];
  }

  /** A folder by its last names, or by all of them from its root's on. */
  folder(typed: string): Meant<{ id: number }> {
    const id = idIn(typed);
    if (id !== undefined) return { one: { id } };
    const names = typed.split('/').filter((name) => name !== '');
    const candidates = this.#folders.get(folded(names.at(-1) ?? '')) ?? [];
    const ends = (same: (one: string, other: string) => boolean) => (one: { id: number }) => {
      const chain = this.#chain(one.id);
      return names.every((name, at) => same(chain[chain.length - names.length + at] ?? '', name));
    };
    const found = fitting(
      candidates,
      ends((one, other) => one === other),
      ends((one, other) => folded(one) === folded(other)),
    );
    const whole = found.filter((one) => this.#chain(one.id).length === names.length);
    const all = (): string[] => this.words.folders.map((one) => one.name);
    return meant(whole.length === 1 ? whole : found, all, typed);
  }

  pathOf(id: number): string {
    const chain = this.#chain(id);
    for (let from = chain.length - 1; from >= 0; from--) {
      const path = chain.slice(from).join('/');
      if (isOne(this.folder(path), id)) return path;
    }
    return `#${id}`;
  }

  #chain(id: number): string[] {
    const names: string[] = [];
    for (let at = this.#foldersById.get(id); at; at = this.#foldersById.get(at.parentId)) names.unshift(at.name);
    return names;
  }

  person(typed: string): Meant<{ id: number }> {
    const all = this.words.people;
    const id = idIn(typed);
    if (id !== undefined) return { one: { id } };
    const found = fitting(
      all,
      (one) => one.name === typed,
      (one) => folded(one.name) === folded(typed),
    );
    return meant(found, () => all.map((one) => one.name), typed);
  }

  nameOfPerson(id: number): string {
    const name = this.words.people.find((one) => one.id === id)?.name ?? '';
    return isOne(this.person(name), id) ? name : `#${id}`;
  }

  nameOf(property: PropertyName): string {
    return isOne(this.property(property.name), property.id) ? property.name : `#${property.id}`;
  }
}

/** The id in `#12`. */
export function idIn(typed: string): number | undefined {
  const id = /^#(-?\d{1,15})$/.exec(typed)?.[1];
  return id === undefined ? undefined : Number(id);
}

const isOne = (found: Meant<{ id: number }>, id: number): boolean => 'one' in found && found.one.id === id;
