import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { api, Refusal, taken, type Schemas } from '@/api/client';
import { fromQuery, same, stageOf, stageQuery, type Stage, type ViewSpec } from '@/engine/view-spec';
import { useLive } from './live';
import { usePlace, type Place } from './place';
import { useSelection, type Selected } from './selection';
import { useSession } from './session';
import { useView } from './view';

export type TabLine = Schemas['TabLine'];
export type Tab = Schemas['Tab'];
type Change = Schemas['TabChange'];

/** How a tab shows its view: as what, how high the rows, and with which properties below the pictures. */
interface Display {
  rowHeight?: number;
  visible?: number[];
  show?: string;
  beside?: string;
  [key: string]: unknown;
}

/** What a tab keeps of somebody's in this window alone. */
interface Held {
  selected: Selected;
  place: Place | null;
}

/** What one does in a tab is kept after so many ms without doing more. */
const pause = 500;

const changeOf = (project: string, body: Change, tab: number, keepalive = false): Promise<Tab> =>
  taken(api.PATCH('/projects/{project}/tabs/{tab}', { params: { path: { project, tab } }, body, keepalive }));

/**
 * The tabs of the open project, and which of them is shown; `active` is 0 while a view is shown that no tab keeps. A tab
 * follows what one does in it: one's own is saved, of a shared one a draft is kept until it is saved for all.
 */
export const useTabs = defineStore('tabs', () => {
  const live = useLive();
  const place = usePlace();
  const selection = useSelection();
  const session = useSession();
  const view = useView();

  const lines = shallowRef<TabLine[]>([]);
  const active = ref(0);
  /** How the pictures are shown. */
  const stage = ref<Stage>(stageOf({}));
  /** The shown tab was saved by somebody else, or in another window, since it was shown. */
  const changed = shallowRef<TabLine | null>(null);
  /** The shown tab is no longer ours to see: what it showed stays, kept by no tab. */
  const gone = shallowRef<TabLine | null>(null);
  /** The address named a tab that is not there, or is somebody else's. */
  const missing = ref(false);
  const strip = computed(() => lines.value.filter((one) => one.open));
  const closed = computed(() => lines.value.filter((one) => !one.open));
  const line = computed(() => lines.value.find((one) => one.id === active.value));

  const held = new Map<number, Held>();
  /** What the server has of the shown tab, as text, and its edition as it was seen. */
  let kept = '';
  let edition = 0;
  let timer: number | undefined;
  let asking: number | undefined;
  let sending: Promise<unknown> = Promise.resolve();

  const visibleKey = (): string => `visible.${view.project}`;
  function displayNow(): Display {
    const visible = (session.settings[visibleKey()] as number[] | undefined) ?? [];
    const rowHeight = session.settings.rowHeight;
    return { ...(rowHeight === undefined ? {} : { rowHeight }), visible, ...stageQuery(stage.value) };
  }
  const stateNow = (): { view: ViewSpec; display: Display } => ({ view: view.spec, display: displayNow() });

  /** Asks which tabs there are. */
  async function load(id = view.project): Promise<void> {
    try {
      const answer = await taken(api.GET('/projects/{project}/tabs', { params: { path: { project: id } } }));
      lines.value = answer.tabs;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    }
  }

  const lastKey = (id: string): string => `tab.${id}`;

  /** Begins with a project, at a tab or a view that an address names, or where one was last. */
  async function begin(id: string, query: Record<string, unknown>): Promise<void> {
    void flush();
    held.clear();
    missing.value = false;
    active.value = 0;
    changed.value = gone.value = null;
    lines.value = [];
    const named = Number(query['tab']);
    const spec = fromQuery(query);
    stage.value = stageOf(query);
    const isNamed = Number.isSafeInteger(named) && named > 0;
    const isView = Object.keys(spec).length > 0;
    // A view by itself waits for nothing.
    if (isView && !isNamed) return void (await Promise.all([view.begin(id, spec), load(id)]));
    await load(id);
    const last = Number(window.sessionStorage.getItem(lastKey(id)) ?? window.localStorage.getItem(lastKey(id)));
    const open = lines.value.filter((one) => one.open);
    const wanted = lines.value.find((one) => one.id === (isNamed ? named : last)) ?? (isNamed ? undefined : open[0]);
    const tab = wanted && (await whole(id, wanted.id));
    missing.value = isNamed && !tab;
    if (!tab || (isView && !same(spec, shownOf(tab).view as ViewSpec))) return void (await view.begin(id, spec));
    if (!tab.open) void change(tab.id, { open: true });
    await show(tab, () => view.begin(id, shownOf(tab).view as ViewSpec), id);
  }
  const shownOf = (tab: Tab): { view: Record<string, unknown>; display: Display } => ({
    view: tab.draft?.view ?? tab.view,
    display: (tab.draft?.display ?? tab.display) as Display,
  });

  async function whole(id: string, tab: number): Promise<Tab | undefined> {
    try {
      return await taken(api.GET('/projects/{project}/tabs/{tab}', { params: { path: { project: id, tab } } }));
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      return undefined;
    }
  }

  /** Shows a tab as it was left: its view, its sizes, what was selected, the place one was at. */
  async function show(tab: Tab, put: () => Promise<void>, id = view.project): Promise<void> {
    const { display } = shownOf(tab);
    const mine = held.get(tab.id);
    const settings: Record<string, unknown> = {};
    if (display.rowHeight !== undefined) settings['rowHeight'] = display.rowHeight;
    if (display.visible) settings[`visible.${id}`] = display.visible;
    if (Object.keys(settings).length > 0) session.change(settings);
    active.value = tab.id;
    stage.value = stageOf(display);
    edition = tab.edition;
    changed.value = gone.value = null;
    place.want(mine?.place ?? null);
    const shown = put();
    selection.put(mine?.selected);
    kept = JSON.stringify(stateNow());
    remember();
    await shown;
  }
  function remember(): void {
    for (const storage of [window.sessionStorage, window.localStorage])
      storage.setItem(lastKey(view.project), String(active.value));
  }

  /** Leaves the shown tab: what is not sent yet is sent, and where one is is kept. */
  function leave(): void {
    held.set(active.value, { selected: selection.hold(), place: place.now() });
    void flush();
  }

  /** Goes to a tab. */
  async function go(id: number): Promise<void> {
    if (id === active.value) return;
    const tab = await whole(view.project, id);
    if (!tab) return load();
    leave();
    if (!tab.open) void change(id, { open: true });
    await show(tab, () => view.show(shownOf(tab).view as ViewSpec));
  }

  /** Shows a view that no tab keeps. */
  async function letGo(spec: ViewSpec): Promise<void> {
    leave();
    active.value = 0;
    changed.value = gone.value = null;
    place.want(held.get(0)?.place ?? null);
    const shown = view.show(spec);
    selection.put(held.get(0)?.selected);
    remember();
    await shown;
  }

  /** Shows the tab as all see it now, without one's own draft. */
  async function again(): Promise<void> {
    window.clearTimeout(timer);
    await sending;
    const tab = line.value?.differs
      ? await change(active.value, { draft: null })
      : await whole(view.project, active.value);
    if (tab) await show(tab, () => view.show(tab.view as ViewSpec));
  }

  // ---- a tab follows what one does

  watch([() => view.spec, stage, () => session.settings.rowHeight, () => session.settings[visibleKey()]], () => {
    if (active.value === 0 || JSON.stringify(stateNow()) === kept) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void flush(), pause);
  });

  /** Keeps what one did in the shown tab; also when the window goes. */
  function flush(keepalive = false): Promise<unknown> {
    window.clearTimeout(timer);
    const id = active.value;
    const state = stateNow();
    const text = JSON.stringify(state);
    if (id === 0 || text === kept || !line.value) return sending;
    kept = text;
    const body = line.value.shared ? { draft: state } : { ...state, edition };
    sending = send(id, body as Change, keepalive).catch((problem: unknown) => {
      if (!(problem instanceof Refusal)) throw problem;
      // Tried again with the next change, or when the server answers again.
      if (active.value === id) kept = '';
    });
    return sending;
  }
  async function send(id: number, body: Change, keepalive = false): Promise<Tab> {
    const tab = await changeOf(view.project, body, id, keepalive);
    if (id === active.value) edition = tab.edition;
    lines.value = lines.value.map((one) => (one.id === id ? lineOf(tab) : one));
    return tab;
  }
  function lineOf(tab: Tab): TabLine {
    const { id, name, owner, mine, shared, open, differs, edition: saved, by } = tab;
    return { id, name, owner, mine, shared, open, differs, edition: saved, by };
  }
  window.addEventListener('pagehide', () => void flush(true));

  // ---- what one does with tabs

  /** Changes a tab; a refusal is the caller's to show. */
  async function change(id: number, body: Change): Promise<Tab> {
    if (id === active.value) await flush();
    const tab = await send(id, body);
    if (body.open !== undefined || body.before !== undefined) await load();
    return tab;
  }

  /** Saves what one sees in a shared tab for all. */
  const saveForAll = (): Promise<Tab> => change(active.value, { ...stateNow(), edition } as Change);

  /** Makes a tab and goes there; where no tab keeps what is shown, that is kept first, unless it is everything. */
  async function add(name: string, wanted: ViewSpec, keep?: string): Promise<Tab> {
    if (active.value === 0 && keep !== undefined) await adopt(keep);
    const tab = await make(name, wanted);
    leave();
    await show(tab, () => view.show(shownOf(tab).view as ViewSpec));
    return tab;
  }
  /** Keeps what is shown, which no tab keeps yet, as a tab. */
  async function adopt(name: string): Promise<Tab> {
    const tab = await make(name, view.spec);
    active.value = tab.id;
    edition = tab.edition;
    gone.value = null;
    kept = JSON.stringify(stateNow());
    remember();
    return tab;
  }
  async function make(name: string, spec: ViewSpec, display: Display = displayNow()): Promise<Tab> {
    const body = {
      name,
      view: spec as Record<string, unknown>,
      display,
      ...(active.value ? { after: active.value } : {}),
    };
    const path = { project: view.project };
    const tab = await taken(api.POST('/projects/{project}/tabs', { params: { path }, body }));
    await load();
    return tab;
  }

  /** Closes a tab in one's own strip; another one is shown then. */
  async function close(id: number): Promise<void> {
    const at = strip.value.findIndex((one) => one.id === id);
    if (id === active.value) {
      const next = strip.value[at + 1] ?? strip.value[at - 1];
      if (next) await go(next.id);
      else await letGo({});
    }
    await change(id, { open: false });
  }

  // ---- what others do

  async function hear(): Promise<void> {
    await sending;
    const before = line.value;
    await load();
    if (!before || before.id !== active.value) return;
    const now = line.value;
    if (!now || !now.open) {
      active.value = 0;
      gone.value = before;
    } else if (now.edition > edition) {
      changed.value = now;
    }
  }
  function soon(): void {
    asking ??= window.setTimeout(() => {
      asking = undefined;
      void hear();
    }, 150);
  }
  live.on('tabs', soon);
  live.on('hello', () => {
    if (!view.project) return;
    void flush();
    soon();
  });
  watch(
    () => session.person?.key,
    () => view.project && soon(),
  );

  return {
    lines,
    strip,
    closed,
    active,
    stage,
    line,
    changed,
    gone,
    missing,
    begin,
    go,
    letGo,
    again,
    flush,
    change,
    saveForAll,
    add,
    adopt,
    close,
    load,
    whole: (id: number) => whole(view.project, id),
  };
});
