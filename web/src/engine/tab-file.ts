import type { ViewSpec } from './view-spec';

/** What a file of a tab speaks of, by id: a property by name and type, a tag by name and property, a folder by its path. */
export interface Words {
  properties: Record<string, { name: string; type: string }>;
  tags: Record<string, { name: string; property: number }>;
  folders: Record<string, string>;
}

/** A tab as a file of its own: JSON that another project reads, too, where its properties bear the same names. */
export interface TabFile {
  panoptic: 'tab';
  version: 1;
  project: string;
  name: string;
  view: ViewSpec;
  display: Record<string, unknown>;
  words: Words;
}

/** What of a project a file of a tab is written and read by. */
export interface Known {
  id: string;
  properties: { id: number; name: string; type: string }[];
  tags: { id: number; propertyId: number; value: string }[];
  folders: { id: number; path: string }[];
}

/** A tab that was read. `lost` names what this project does not have; conditions on it are left out. */
export interface ReadTab {
  name: string;
  view: ViewSpec;
  display: Record<string, unknown>;
  lost: string[];
}

const isTagType = (type: string | undefined): boolean => type === 'tag' || type === 'multi_tags';
const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Writes a tab with the names of all that it speaks of. */
export function writeTab(name: string, view: ViewSpec, display: Record<string, unknown>, known: Known): TabFile {
  const words: Words = { properties: {}, tags: {}, folders: {} };
  const folder = (id: number): number => {
    const found = known.folders.find((one) => one.id === id);
    if (found) words.folders[id] = found.path;
    return id;
  };
  translate(view, display, {
    property: (id) => {
      const found = known.properties.find((one) => one.id === id);
      if (found) words.properties[id] = { name: found.name, type: found.type };
      return id;
    },
    tag: (id) => {
      const found = known.tags.find((one) => one.id === id);
      if (found) words.tags[id] = { name: found.value, property: found.propertyId };
      return id;
    },
    folder,
    type: (id) => known.properties.find((one) => one.id === id)?.type,
  });
  return { panoptic: 'tab', version: 1, project: known.id, name, view, display, words };
}

/** Reads a file of a tab for a project; null where it is none. */
export function readTab(text: string, known: Known): ReadTab | null {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(file) || file['panoptic'] !== 'tab' || typeof file['name'] !== 'string' || !isObject(file['view']))
    return null;
  const display = isObject(file['display']) ? file['display'] : {};
  const read = { name: file['name'].slice(0, 200), view: file['view'] as ViewSpec, display };
  if (file['project'] === known.id) return { ...read, lost: [] };
  const words = { properties: {}, tags: {}, folders: {}, ...(isObject(file['words']) ? file['words'] : {}) } as Words;
  const lost = new Set<string>();
  const property = (id: number): number | undefined => {
    if (id < 0) return id;
    const said = words.properties[id];
    const alike = known.properties.filter((one) => one.name === said?.name && one.type === said.type);
    if (alike.length === 1) return alike[0]!.id;
    lost.add(said?.name ?? String(id));
    return undefined;
  };
  const translated = translate(read.view, display, {
    property,
    tag: (id) => {
      const said = words.tags[id];
      const owner = said && property(said.property);
      const alike = known.tags.filter((one) => one.value === said?.name && one.propertyId === owner);
      if (alike.length === 1) return alike[0]!.id;
      lost.add(said?.name ?? String(id));
      return undefined;
    },
    folder: (id) => {
      const found = known.folders.find((one) => one.path === words.folders[id]);
      if (!found) lost.add(words.folders[id] ?? String(id));
      return found?.id;
    },
    type: (id) => (id < 0 ? known.properties.find((one) => one.id === id)?.type : words.properties[id]?.type),
  });
  return { name: read.name, ...translated, lost: [...lost] };
}

interface Tongue {
  property: (id: number) => number | undefined;
  tag: (id: number) => number | undefined;
  folder: (id: number) => number | undefined;
  type: (property: number) => string | undefined;
}

/** Says a view in other ids; what has none is left out. */
function translate(
  view: ViewSpec,
  display: Record<string, unknown>,
  into: Tongue,
): { view: ViewSpec; display: Record<string, unknown> } {
  const ids = (list: unknown, how: (id: number) => number | undefined): number[] =>
    (Array.isArray(list) ? list : [list]).flatMap((id) => how(Number(id)) ?? []);
  const entries = <Entry extends { property?: number }>(list: Entry[] | undefined): Entry[] =>
    (list ?? []).flatMap((entry) => {
      if (entry.property === undefined) return [];
      const property = into.property(entry.property);
      return property === undefined ? [] : [{ ...entry, property }];
    });
  function filter(node: Record<string, unknown>): Record<string, unknown> | undefined {
    for (const key of ['all', 'any']) {
      const parts = node[key];
      if (Array.isArray(parts)) return { [key]: parts.flatMap((part) => (isObject(part) ? (filter(part) ?? []) : [])) };
    }
    if (isObject(node['not'])) {
      const not = filter(node['not']);
      return not && { not };
    }
    if (isObject(node['view'])) return { view: translate(node['view'] as ViewSpec, {}, into).view };
    if (typeof node['property'] !== 'number') return undefined;
    const property = into.property(node['property']);
    if (property === undefined) return undefined;
    const type = into.type(node['property']);
    const how = isTagType(type) ? into.tag : type === 'folder' ? into.folder : undefined;
    if (!how || node['value'] === undefined || node['op'] === 'changedSince' || node['op'] === 'editedBy')
      return { ...node, property };
    const value = ids(node['value'], how);
    if (value.length === 0) return undefined;
    return { ...node, property, value: Array.isArray(node['value']) ? value : value[0] };
  }
  const out: ViewSpec = { ...view };
  if (view.folders) out.folders = ids(view.folders, into.folder);
  if (view.filter) {
    const said = filter(view.filter);
    if (said) out.filter = said;
    else delete out.filter;
  }
  if (view.sort) out.sort = entries(view.sort);
  if (view.group) out.group = entries(view.group);
  const visible = display['visible'];
  return { view: out, display: visible === undefined ? display : { ...display, visible: ids(visible, into.property) } };
}
