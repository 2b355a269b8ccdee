import { nextRow, widthsOf, type Justified } from '../engine/justify';
import { ratioOf, writePictures, writeWindow, type Picture, type Row } from '../engine/window';
import type { ViewSpec } from '../engine/view-spec';
import type { Schemas } from '../api/client';
import { colourOf, folderOf, folders, imageOf, isMissing, mix, nameOf, sha1Of, shapeByteOf } from './corpus';

type Property = Schemas['Property'];
type Tag = Schemas['Tag'];
type Deed = Schemas['Deed'];

interface FakeView {
  spec: ViewSpec;
  order: Int32Array;
  groups: Schemas['ViewGroup'][];
  sequence: number;
}

interface FakeLayout {
  view: FakeView;
  request: Schemas['LayoutRequest'];
  /** For each row: y, height, header (0 or 1), first place, pictures, picture height, group, whether it is full. */
  rows: Int32Array;
  height: number;
  left: (depth: number) => number;
}

interface Change {
  property: number;
  id: number;
  before: unknown;
  after: unknown;
}
interface FakeStep {
  sequence: number;
  time: string;
  label: string;
  what: Deed[];
  undo: () => void;
  redo: () => void;
  undone: boolean;
  touched: Map<number, number[]>;
  catalog: boolean;
}

export class FakeRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 422,
  ) {
    super(message);
  }
}

const property = (id: number, name: string, type: Property['type'], more: Partial<Property> = {}): Property => ({
  id,
  name,
  type,
  mode: 'id',
  propertyGroupId: 0,
  order: id,
  description: '',
  values: 0,
  ...more,
});
const fields = 8;

/** A project of any size that answers what the contract asks, as far as the page needs it; not durable, one person. */
export class FakeProject {
  sequence = 12;
  size: number;
  name: string;
  settings: Record<string, unknown> = {};
  thumbnailSet = 0;
  properties: Property[] = [
    property(1, 'year', 'number', { propertyGroupId: 1 }),
    property(2, 'subject', 'multi_tags', { propertyGroupId: 1 }),
    property(3, 'caption', 'text'),
    property(4, 'checked', 'checkbox'),
    property(5, 'dated', 'date', { propertyGroupId: 1 }),
    property(6, 'source', 'url'),
    property(7, 'kind', 'tag'),
    property(8, 'mood', 'color', { mode: 'sha1' }),
    property(-4, 'folder', 'folder'),
    property(-5, 'width', 'number', { mode: 'sha1' }),
    property(-6, 'height', 'number', { mode: 'sha1' }),
    property(-8, 'file name', 'text'),
    property(-10, 'size', 'size'),
  ];
  groups: Schemas['PropertyGroup'][] = [{ id: 1, name: 'Description', order: 0, description: '' }];
  tags: Tag[] = ['strike', 'portrait', 'factory', 'crowd', 'flag', 'typography'].map((value, index) => ({
    id: index + 1,
    propertyId: 2,
    value,
    parents: [],
    color: [0, 3, 11, 5, 8, 10][index]!,
    order: index,
    description: '',
    count: 0,
  }));
  private readonly values = new Map<number, Map<number, unknown>>();
  private readonly steps: FakeStep[] = [];
  private readonly views = new Map<string, FakeView>();
  private readonly layouts = new Map<string, FakeLayout>();
  private readonly selections = new Map<string, Int32Array>();
  private handles = 0;
  private lastId = 100;

  constructor(
    readonly id: string,
    size: number,
    name: string,
    private readonly said: (message: Schemas['LiveMessage']) => void,
  ) {
    this.size = size;
    this.name = name;
    for (const value of ['poster', 'photograph', 'letter'])
      this.tags.push({
        ...this.tags[0]!,
        id: this.tags.length + 1,
        propertyId: 7,
        value,
        color: this.tags.length % 12,
      });
  }

  /** Has so many properties of people, whose types take turns. */
  widen(count: number): void {
    const types = ['number', 'multi_tags', 'text', 'checkbox', 'date'] as const;
    for (let id = 9; id <= count; id++) this.properties.push(property(id, `column ${id}`, types[(id - 1) % 5]!));
    this.lastId = Math.max(this.lastId, count);
  }

  catalog(): Schemas['Catalog'] {
    const counts = folders.map((folder) => ({ ...folder, instances: 0 }));
    const share = new Map(counts.map((folder) => [folder.id, folder]));
    const sample = Math.max(1, Math.floor(this.size / 20_000));
    for (let id = 1; id <= this.size; id += sample)
      for (let at = folderOf(id, this.size); at > 0; at = share.get(at)!.parentId)
        share.get(at)!.instances += Math.min(sample, this.size - id + 1);
    return {
      id: this.id,
      name: this.name,
      path: `/projects/${this.name}`,
      sequence: this.sequence,
      images: this.size - Math.floor(this.size / 50),
      instances: this.size,
      missing: Math.floor(this.size / 431),
      roots: this.size > 0 ? [{ id: 1, path: '/pictures/archive', there: true }] : [],
      folders: this.size > 0 ? counts : [],
      propertyGroups: this.groups,
      properties: this.properties.map((one) => ({
        ...one,
        values: one.id < 0 ? this.size : Math.floor(this.size / 2),
      })),
      tags: this.tags.map((tag) => ({ ...tag, count: Math.floor(this.size / (tag.id + 9)) })),
      people: [{ id: 1, key: 'you', name: 'you', color: 7 }],
      settings: this.settings,
      thumbnailSet: this.thumbnailSet,
      undo: this.reach(),
    };
  }

  reach(): Schemas['Reach'] {
    return { canUndo: this.steps.some((step) => !step.undone), canRedo: this.steps.some((step) => step.undone) };
  }

  /** What a property says of an instance; null where it says nothing. */
  value(of: number, id: number): unknown {
    const set = this.values.get(of);
    if (set?.has(id)) return set.get(id);
    // What `widen` adds says what the first properties say.
    const like = of > 8 && this.properties.some((one) => one.name === `column ${of}`) ? ((of - 1) % 5) + 1 : of;
    switch (like) {
      case 1:
        return mix(id, 60) % 5 === 0 ? null : 1960 + (mix(id, 61) % 16);
      case 2:
        return mix(id, 62) % 3 === 0 ? [1 + (mix(id, 63) % 6)] : null;
      case 3:
        return mix(id, 64) % 2 === 0 ? `Caption of ${id}` : null;
      case 4:
        return mix(id, 65) % 3 === 0 ? true : null;
      case 5:
        return mix(id, 66) % 4 === 0 ? null : `${1960 + (mix(id, 61) % 16)}-0${1 + (mix(id, 67) % 9)}`;
      case 7:
        return mix(id, 68) % 4 === 0 ? null : [7 + (mix(id, 69) % 3)];
      case -4:
        return folderOf(id, this.size);
      case -5:
        return 1600;
      case -6:
        return Math.round(1600 / ratioOf(shapeByteOf(id)));
      case -8:
        return nameOf(id);
      case -10:
        return 100_000 + (mix(id, 70) % 900_000);
      default:
        return null;
    }
  }

  openView(spec: ViewSpec): Schemas['OpenView'] {
    const inside = new Set(spec.folders ?? []);
    for (let turn = 0; turn < 4; turn++)
      for (const folder of folders) if (inside.has(folder.parentId)) inside.add(folder.id);
    const found: number[] = [];
    const text = spec.text?.toLowerCase() ?? '';
    for (let id = 1; id <= this.size; id++) {
      if (spec.mode === 'images' && imageOf(id) !== id) continue;
      if (inside.size > 0 && !inside.has(folderOf(id, this.size))) continue;
      if (text && !nameOf(id).toLowerCase().includes(text)) continue;
      found.push(id);
    }
    for (const entry of (spec.sort ?? []).toReversed()) {
      const sign = entry.direction === 'desc' ? -1 : 1;
      const keys = new Map(found.map((id) => [id, this.value(entry.property ?? -1, id)]));
      found.sort((one, other) => {
        const [left, right] = [keys.get(one), keys.get(other)];
        if (left === right) return one - other;
        if (left === null || left === undefined) return 1;
        if (right === null || right === undefined) return -1;
        return sign * (left < right ? -1 : 1);
      });
    }
    const groups: Schemas['ViewGroup'][] = [];
    const order: number[] = [];
    const levels = spec.group ?? [];
    const split = (ids: number[], depth: number, parent: number): void => {
      if (depth === levels.length) {
        for (const id of ids) order.push(id);
        return;
      }
      const of = levels[depth]!.property ?? -4;
      const parts = new Map<unknown, number[]>();
      for (const id of ids) {
        const value = this.value(of, id);
        for (const key of Array.isArray(value) ? (value as unknown[]) : [value])
          (parts.get(key) ?? parts.set(key, []).get(key)!).push(id);
      }
      const keys = [...parts.keys()].sort((one, other) =>
        one === null ? 1 : other === null ? -1 : (one as number) < (other as number) ? -1 : 1,
      );
      for (const key of keys) {
        const part = parts.get(key)!;
        const group: Schemas['ViewGroup'] = {
          index: groups.length,
          depth,
          parent,
          property: of,
          value: key,
          name: this.groupName(of, key),
          instances: part.length,
          images: new Set(part.map(imageOf)).size,
          first: order.length,
          count: 0,
        };
        groups.push(group);
        split(part, depth + 1, group.index);
        group.count = order.length - group.first;
      }
    };
    split(found, 0, -1);
    const view: FakeView = { spec, order: Int32Array.from(order), groups, sequence: this.sequence };
    const handle = `v${++this.handles}`;
    this.views.set(handle, view);
    return this.answer(handle);
  }

  private groupName(of: number, key: unknown): string {
    if (key === null) return '';
    if (of === -4) return folders.find((folder) => folder.id === key)?.name ?? '';
    if (of === 2 || of === 7) return this.tags.find((tag) => tag.id === key)?.value ?? '';
    return String(key);
  }

  answer(handle: string): Schemas['OpenView'] {
    const view = this.view(handle);
    return {
      view: handle,
      sequence: view.sequence,
      instances: view.groups.length ? new Set(view.order).size : view.order.length,
      images: view.order.length,
      places: view.order.length,
      groupCount: view.groups.length,
      groups: view.groups.slice(0, 500),
      changed: false,
    };
  }

  view(handle: string): FakeView {
    const view = this.views.get(handle);
    if (!view) throw new FakeRefusal('unknown', `there is no view ${handle}`, 404);
    return view;
  }

  layout(request: Schemas['LayoutRequest']): Schemas['Layout'] {
    const view = this.view(request.view);
    const { width, rowHeight, gap = 4, below = 0, header = 36, indent = 0, single } = request;
    const collapsed = new Set(request.collapsed ?? []);
    const rows: number[] = [];
    let y = 0;
    const ratios = Float64Array.from(view.order, (id) => ratioOf(shapeByteOf(id)));
    const pictures = (first: number, count: number, group: number, depth: number): void => {
      const room = width - indent * Math.max(0, depth);
      for (let at = first; at < first + count;) {
        const row: Justified = single
          ? { count: 1, height: rowHeight, full: false }
          : nextRow((nth) => ratios[at + nth]!, first + count - at, room, rowHeight, gap);
        rows.push(y, row.height + below, 0, at, row.count, row.height, group, row.full ? 1 : 0);
        y += row.height + below + gap;
        at += row.count;
      }
    };
    const headers: Schemas['Layout']['headers'] = [];
    if (view.groups.length === 0) pictures(0, view.order.length, -1, 0);
    const open = (group: Schemas['ViewGroup']): void => {
      const top = y;
      rows.push(y, header, 1, group.first, 0, 0, group.index, 0);
      y += header;
      if (!collapsed.has(group.index)) {
        const inner = view.groups.filter((one) => one.parent === group.index);
        if (inner.length > 0) inner.forEach(open);
        else pictures(group.first, group.count, group.index, group.depth);
      }
      headers.push({ group: group.index, y: top, height: y - top });
    };
    view.groups.filter((group) => group.parent < 0).forEach(open);
    headers.sort((one, other) => one.y - other.y);
    const handle = `l${++this.handles}`;
    const left = (depth: number): number => indent * depth;
    this.layouts.set(handle, { view, request, rows: Int32Array.from(rows), height: y, left });
    return { layout: handle, height: y, rows: rows.length / fields, headers: headers.slice(0, 500) };
  }

  private layoutOf(handle: string): FakeLayout {
    const layout = this.layouts.get(handle);
    if (!layout) throw new FakeRefusal('unknown', `there is no layout ${handle}`, 404);
    return layout;
  }

  window(handle: string, top: number, bottom: number): ArrayBuffer {
    const { view, request, rows, left } = this.layoutOf(handle);
    const total = rows.length / fields;
    let low = 0;
    let high = total;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle * fields]! + rows[middle * fields + 1]! > top) high = middle;
      else low = middle + 1;
    }
    const found: Row[] = [];
    let count = 0;
    for (let number = low; number < total && rows[number * fields]! < bottom && count < 4000; number++) {
      const [y, height, header, first, pictures, pictureHeight, group, full] = rows.subarray(
        number * fields,
        number * fields + fields,
      ) as unknown as number[];
      const depth = view.groups[group!]?.depth ?? 0;
      const list: Picture[] = Array.from({ length: pictures! }, (_, nth) => this.picture(view, first! + nth));
      const widths = widthsOf(
        list.map((one) => one.ratio),
        { count: pictures!, height: pictureHeight!, full: full === 1 },
        request.width - left(depth),
        request.gap ?? 4,
      );
      count += pictures!;
      found.push({
        number,
        y: y!,
        height: height!,
        header: header === 1,
        depth,
        first: first!,
        pictureHeight: pictureHeight!,
        group: group!,
        pictures: list.map((one, nth) => ({ ...one, width: widths[nth]! })),
      });
    }
    return writeWindow(found, total);
  }

  private picture(view: FakeView, place: number): Picture {
    const id = view.order[place]!;
    const [red, green, blue] = colourOf(id);
    return {
      id,
      place,
      ratio: ratioOf(shapeByteOf(id)),
      colour: `rgb(${red} ${green} ${blue})`,
      bits: isMissing(id) ? 1 : 0,
      copies: view.spec.mode === 'images' && (id + 1) % 50 === 0 ? 2 : 1,
      width: 0,
      sha1: sha1Of(id),
    };
  }

  row(handle: string, place: number, group: number): { y: number; height: number; first: number; count: number } {
    const { rows } = this.layoutOf(handle);
    for (let at = 0; at < rows.length; at += fields) {
      const header = rows[at + 2] === 1;
      const fits =
        group >= 0
          ? header && rows[at + 6] === group
          : !header && place < rows[at + 3]! + rows[at + 4]! && place >= rows[at + 3]!;
      if (fits) return { y: rows[at]!, height: rows[at + 1]!, first: rows[at + 3]!, count: rows[at + 4]! };
    }
    throw new FakeRefusal('unknown', 'there is no such row', 404);
  }

  pictures(handle: string, from: number, count: number): ArrayBuffer {
    const view = this.view(handle);
    const end = Math.min(view.order.length, from + count);
    return writePictures(Array.from({ length: Math.max(0, end - from) }, (_, nth) => this.picture(view, from + nth)));
  }

  ids(handle: string, from: number, count: number): Int32Array {
    return this.view(handle).order.slice(from, from + count);
  }

  place(handle: string, id: number): number {
    return this.view(handle).order.indexOf(id);
  }

  select(ids: Int32Array): string {
    const handle = `s${++this.handles}`;
    this.selections.set(handle, ids);
    return handle;
  }

  target(on: Schemas['Target'], property = 0): number[] {
    if (on.ids) return on.ids;
    if (on.tag) {
      const bears = (id: number): boolean => ((this.value(property, id) as unknown[] | null) ?? []).includes(on.tag);
      return Array.from({ length: this.size }, (_, index) => index + 1).filter(bears);
    }
    if (on.selection) return [...(this.selections.get(on.selection) ?? [])];
    if (on.view) {
      const spec = on.view as ViewSpec;
      const bare = !spec.folders?.length && !spec.text;
      if (bare) return Array.from({ length: this.size }, (_, index) => index + 1);
      return [...new Set(this.view(this.openView({ ...spec, group: [] }).view).order)];
    }
    return [];
  }

  instance(id: number): Schemas['Instance'] {
    if (id > this.size) throw new FakeRefusal('unknown', `there is no instance ${id}`, 404);
    const ratio = ratioOf(shapeByteOf(id));
    const missing = isMissing(id);
    return {
      id,
      sha1: sha1Of(id),
      name: nameOf(id),
      folderId: folderOf(id, this.size),
      path: `archive/${folders.find((folder) => folder.id === folderOf(id, this.size))?.name ?? ''}/${nameOf(id)}`,
      width: 1600,
      height: Math.round(1600 / ratio),
      bytes: 100_000 + (mix(id, 70) % 900_000),
      missing,
      ...(missing ? { reason: 'the file is not there' } : {}),
      values: this.properties.flatMap((one) => {
        const value = this.value(one.id, id);
        return value === null ? [] : [{ propertyId: one.id, value, by: 'you', time: '2026-01-02T03:04:05Z' }];
      }),
      copies: [],
    };
  }

  summary(on: Schemas['SummaryTarget'], wanted?: number[]): Schemas['Summary'] {
    const all = on.open ? [...new Set(this.view(on.open).order)] : this.target(on);
    // Of very many a sample is asked, and counted as all.
    const share = Math.max(1, Math.floor(all.length / 4_000));
    const ids = share === 1 ? all : all.filter((_, index) => index % share === 0);
    return {
      sequence: this.sequence,
      instances: all.length,
      images: share === 1 ? new Set(ids.map(imageOf)).size : all.length,
      preview: ids.slice(0, 6).map(sha1Of),
      properties: this.properties
        .filter((one) => !wanted || wanted.includes(one.id))
        .map((one) => {
          const counts = new Map<unknown, number>();
          let empty = 0;
          for (const id of ids) {
            const value = this.value(one.id, id);
            if (value === null) empty++;
            else
              for (const key of Array.isArray(value) ? (value as unknown[]) : [value])
                counts.set(key, (counts.get(key) ?? 0) + 1);
          }
          return {
            propertyId: one.id,
            owners: all.length,
            empty: empty * share,
            distinct: counts.size,
            values: [...counts]
              .sort((left, right) => right[1] - left[1])
              .slice(0, 20)
              .map(([value, count]) => ({ value, count: count * share })),
          };
        }),
    };
  }

  commit(body: Record<string, unknown>, session: string): Schemas['Committed'] {
    const changes: Change[] = [];
    const what: Deed[] = [];
    const real = structuredClone(body);
    const undos: (() => void)[] = [];
    let catalog = false;
    const fresh = new Map<number, number>();
    const keep = <T extends { id: number }>(list: T[], given: unknown, base: () => T): void => {
      for (const one of (given as (Partial<T> & { id: number })[] | undefined) ?? []) {
        catalog = true;
        const at = list.findIndex((other) => other.id === one.id);
        const before = list[at];
        if (before) list[at] = { ...before, ...one };
        else {
          const id = ++this.lastId;
          fresh.set(one.id, id);
          list.push({ ...base(), ...one, id });
        }
        const id = before?.id ?? this.lastId;
        const after = list.find((other) => other.id === id)!;
        undos.push(() => {
          const now = list.findIndex((other) => other.id === id);
          if (before) list[now] = before;
          else if (now >= 0) list.splice(now, 1);
          else list.push(after);
        });
      }
    };
    keep(this.groups, real['propertyGroups'], () => ({ id: 0, name: '', order: 0, description: '' }));
    keep(this.properties, real['properties'], () => property(0, '', 'text'));
    keep(this.tags, real['tags'], () => ({ ...this.tags[0]!, count: 0, parents: [] }));
    for (const tag of this.tags) {
      tag.propertyId = fresh.get(tag.propertyId) ?? tag.propertyId;
      tag.parents = tag.parents.map((parent) => fresh.get(parent) ?? parent);
    }
    const gone: [string, { id: number }[]][] = [
      ['emptyProperties', this.properties],
      ['emptyTags', this.tags],
      ['emptyPropertyGroups', this.groups],
    ];
    for (const [key, list] of gone)
      for (const id of (real[key] as number[] | undefined) ?? []) {
        catalog = true;
        const at = list.findIndex((one) => one.id === id);
        if (at < 0) continue;
        const [old] = list.splice(at, 1);
        undos.push(() => list.splice(at, 0, old!));
        const tag = key === 'emptyTags' ? (old as Tag) : undefined;
        if (tag) what.push({ kind: 'tagDeleted', count: 1, name: tag.value, color: tag.color });
      }
    const made = this.properties.find((one) => [...fresh.values()].includes(one.id));
    if (made) what.push({ kind: 'propertyMade', count: 1, name: made.name });
    for (const edit of (real['edits'] as Record<string, unknown>[] | undefined) ?? []) {
      const wanted = edit['property'] as number;
      const of = this.properties.find(
        (one) => one.id === (fresh.get(wanted) ?? wanted) || one.name === edit['property'],
      );
      if (!of) throw new FakeRefusal('unknown', `there is no property ${String(edit['property'])}`);
      if (of.type === 'number' && 'set' in edit && typeof edit['set'] !== 'number')
        throw new FakeRefusal('badValue', `${String(edit['set'])} is no number`);
      const ids = this.target(edit['on'] as Schemas['Target'], of.id);
      const earlier = changes.length;
      const given = ((edit['add'] ?? edit['remove']) as unknown[] | undefined)?.map(
        (tag) => fresh.get(tag as number) ?? tag,
      );
      for (const id of ids) {
        const before = this.value(of.id, id);
        const old = (before as unknown[] | null) ?? [];
        let after: unknown = null;
        if ('set' in edit) after = edit['set'] === '' ? null : edit['set'];
        if ('add' in edit) after = [...new Set([...(of.type === 'tag' ? [] : old), ...(given ?? [])])];
        if ('remove' in edit) after = old.filter((tag) => !given?.includes(tag));
        if (Array.isArray(after) && after.length === 0) after = null;
        if (JSON.stringify(before) !== JSON.stringify(after)) changes.push({ property: of.id, id, before, after });
      }
      if (changes.length === earlier) continue;
      const tag = this.tags.find((one) => one.id === given?.[0]);
      const kind = 'add' in edit ? 'tagged' : 'remove' in edit ? 'untagged' : 'set' in edit ? 'set' : 'cleared';
      what.push({
        kind,
        count: changes.length - earlier,
        propertyId: of.id,
        name: tag?.value ?? of.name,
        ...(tag ? { tagId: tag.id, color: tag.color } : {}),
        ...('set' in edit ? { value: String(edit['set']) } : {}),
      });
    }
    if (!catalog && changes.length === 0)
      return { sequence: this.sequence, changed: false, commit: {}, conflicts: [], undo: this.reach() };
    const touched = new Map<number, number[]>();
    for (const change of changes)
      (touched.get(change.property) ?? touched.set(change.property, []).get(change.property)!).push(change.id);
    const put = (which: 'before' | 'after'): void => {
      for (const change of changes) {
        const map = this.values.get(change.property) ?? new Map<number, unknown>();
        this.values.set(change.property, map.set(change.id, change[which]));
      }
      for (const undo of undos.toReversed()) if (which === 'before') undo();
      if (which === 'after') for (const undo of undos) undo();
    };
    for (const change of changes) {
      const map = this.values.get(change.property) ?? new Map<number, unknown>();
      this.values.set(change.property, map.set(change.id, change.after));
    }
    this.sequence++;
    const step: FakeStep = {
      sequence: this.sequence,
      time: new Date().toISOString(),
      label: '',
      what,
      undo: () => put('before'),
      redo: () => put('after'),
      undone: false,
      touched,
      catalog,
    };
    for (let at = this.steps.length - 1; at >= 0; at--) if (this.steps[at]!.undone) this.steps.splice(at, 1);
    this.steps.push(step);
    this.tell(step, session);
    for (const key of ['properties', 'tags', 'propertyGroups'])
      for (const one of (real[key] as { id: number }[] | undefined) ?? []) one.id = fresh.get(one.id) ?? one.id;
    return { sequence: this.sequence, changed: true, commit: real, conflicts: [], undo: this.reach(), what };
  }

  undo(session: string): Schemas['Committed'] {
    return this.turn(
      this.steps.findLast((step) => !step.undone),
      true,
      session,
    );
  }
  redo(session: string): Schemas['Committed'] {
    return this.turn(
      this.steps.find((step) => step.undone),
      false,
      session,
    );
  }
  revert(sequence: number, session: string): Schemas['Committed'] {
    return this.turn(
      this.steps.find((step) => step.sequence === sequence && !step.undone),
      true,
      session,
    );
  }

  private turn(step: FakeStep | undefined, undone: boolean, session: string): Schemas['Committed'] {
    if (!step) throw new FakeRefusal('nothing', 'there is nothing to undo', 409);
    if (undone) step.undo();
    else step.redo();
    step.undone = undone;
    this.sequence++;
    this.tell(step, session);
    return { sequence: this.sequence, changed: true, commit: {}, conflicts: [], undo: this.reach(), what: step.what };
  }

  private tell(step: FakeStep, session: string): void {
    this.said({
      type: 'commit',
      sequence: this.sequence,
      author: { id: 1, key: 'you', name: 'you', color: 7 },
      step: step.sequence,
      origin: 'user',
      label: step.label,
      session,
      what: step.what,
      catalog: step.catalog,
      touched: [...step.touched].map(([propertyId, ids]) => ({
        propertyId,
        count: ids.length,
        ...(ids.length <= 1000 ? { ids } : {}),
      })),
    });
  }

  /** More instances arrive, as by an import. */
  grow(by: number): void {
    this.size += by;
    this.sequence++;
    this.said({
      type: 'commit',
      sequence: this.sequence,
      origin: 'import',
      instances: true,
      catalog: true,
      counts: { instances: this.size, images: this.size },
    });
  }

  log(before: number, count: number): { steps: Schemas['Step'][]; more: boolean } {
    const list = this.steps.filter((step) => step.sequence < before).toReversed();
    return {
      more: list.length > count,
      steps: list.slice(0, count).map((step) => ({
        step: step.sequence,
        last: step.sequence,
        commits: 1,
        time: step.time,
        author: { id: 1, key: 'you', name: 'you', color: 7 },
        origin: 'user',
        label: step.label,
        what: step.what,
        state: step.undone ? 'undone' : 'done',
        preview: [...(step.touched.values().next().value ?? [])].slice(0, 5).map(sha1Of),
      })),
    };
  }
}
