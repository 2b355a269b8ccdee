/** How many of a unit a step of a date group spans. */
export interface Step {
  unit: string;
  count: number;
}

export interface SortEntry {
  property?: number;
  result?: number;
  direction?: 'asc' | 'desc';
  empty?: 'first' | 'last';
}

export interface GroupEntry extends SortEntry {
  step?: Step | number;
  order?: 'value' | 'size';
  by?: string;
}

/** A view: filter, sort and grouping, as the server takes it. Properties are ids; computed ones are negative. */
export interface ViewSpec {
  mode?: 'instances' | 'images';
  folders?: number[];
  text?: string;
  filter?: Record<string, unknown>;
  sort?: SortEntry[];
  group?: GroupEntry[];
}

/** The short form of a view in an address: `?folder=3,4&group=5,-8.size&sort=7,8.desc&mode=images&text=…&filter=…`. */
export function toQuery(spec: ViewSpec): Record<string, string> {
  const query: Record<string, string> = {};
  if (spec.mode === 'images') query['mode'] = 'images';
  if (spec.folders?.length) query['folder'] = spec.folders.join(',');
  if (spec.text) query['text'] = spec.text;
  if (spec.filter) query['filter'] = JSON.stringify(spec.filter);
  if (spec.sort?.length) query['sort'] = spec.sort.map(written).join(',');
  if (spec.group?.length) query['group'] = spec.group.map(written).join(',');
  return query;
}

/** Reads what `toQuery` wrote; what it does not understand is left out, so that an old link still shows something. */
export function fromQuery(query: Record<string, unknown>): ViewSpec {
  const spec: ViewSpec = {};
  const text = (key: string): string => (typeof query[key] === 'string' ? query[key] : '');
  if (text('mode') === 'images') spec.mode = 'images';
  const folders = text('folder')
    .split(',')
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0);
  if (folders.length > 0) spec.folders = folders;
  if (text('text')) spec.text = text('text');
  try {
    const filter: unknown = JSON.parse(text('filter') || 'null');
    if (filter !== null && typeof filter === 'object' && !Array.isArray(filter))
      spec.filter = filter as Record<string, unknown>;
  } catch {
    // A filter that was cut is no filter.
  }
  const sort = text('sort').split(',').flatMap(read);
  if (sort.length > 0) spec.sort = sort;
  const group = text('group').split(',').flatMap(read);
  if (group.length > 0) spec.group = group;
  return spec;
}

function written(entry: GroupEntry): string {
  const parts = [entry.result === undefined ? String(entry.property) : `r${entry.result}`];
  if (entry.direction === 'desc') parts.push('desc');
  if (entry.empty === 'first') parts.push('first');
  if (entry.order === 'size') parts.push('size');
  if (entry.by) parts.push(`by-${entry.by}`);
  if (typeof entry.step === 'number') parts.push(`step-${String(entry.step).replace('.', '_')}`);
  else if (entry.step) parts.push(`${entry.step.count}-${entry.step.unit}`);
  return parts.join('.');
}

function read(text: string): GroupEntry[] {
  const [key, ...parts] = text.split('.');
  const entry: GroupEntry = {};
  const id = Number(key?.replace(/^r/, ''));
  if (!key || !Number.isSafeInteger(id) || id === 0) return [];
  if (key.startsWith('r')) entry.result = id;
  else entry.property = id;
  for (const part of parts) {
    const step = /^(\d+)-([a-z]+)$/.exec(part);
    if (part === 'desc') entry.direction = 'desc';
    else if (part === 'first') entry.empty = 'first';
    else if (part === 'size') entry.order = 'size';
    else if (part.startsWith('by-')) entry.by = part.slice(3);
    else if (part.startsWith('step-')) entry.step = Number(part.slice(5).replace('_', '.'));
    else if (step) entry.step = { unit: step[2]!, count: Number(step[1]) };
  }
  return [entry];
}

/** The filter that matches what a view shows. */
export function inView(spec: ViewSpec): Record<string, unknown> {
  const { folders, text, filter } = spec;
  return {
    view: { ...(folders?.length ? { folders } : {}), ...(text ? { text } : {}), ...(filter ? { filter } : {}) },
  };
}

/** Whether two views ask the same. */
export function same(one: ViewSpec, other: ViewSpec): boolean {
  return JSON.stringify(toQuery(one)) === JSON.stringify(toQuery(other));
}

/** How the pictures of a view are shown: side by side, one a row, or the groups of the innermost level as cards. */
export type Showing = 'grid' | 'table' | 'cards';

function showingOf(show: unknown): Showing {
  return show === 'table' || show === 'cards' ? show : 'grid';
}

/** How a view stands on the stage: shown in one way, or in another one `beside` it, with `share` percent of the width for the first. */
export interface Stage {
  show: Showing;
  beside?: Showing;
  share: number;
}
/** The percent that the first of two has at least and at most. */
const [leastShare, mostShare] = [15, 85];

/** How an address or a tab wants the stage: `?show=table&beside=grid,40`; `beside` is left out where it says nothing sensible. */
export function stageOf(query: Record<string, unknown>): Stage {
  const show = showingOf(query['show']);
  const [kind, percent] = typeof query['beside'] === 'string' ? query['beside'].split(',') : [];
  const share = Math.min(mostShare, Math.max(leastShare, Math.round(Number(percent) * 10) / 10 || 50));
  return kind && showingOf(kind) === kind && kind !== show ? { show, beside: kind, share } : { show, share };
}

/** What `stageOf` reads; nothing for the grid alone. */
export function stageQuery({ show, beside, share }: Stage): Record<string, string> {
  return { ...(show === 'grid' ? {} : { show }), ...(beside ? { beside: `${beside},${share}` } : {}) };
}
