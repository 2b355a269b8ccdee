import { defineStore } from 'pinia';
import { computed, ref, shallowRef, triggerRef, watch } from 'vue';
import { api, bytes, sendBytes, taken, type Schemas } from '@/api/client';
import { IdSet } from '@/engine/id-set';
import { same, type ViewSpec } from '@/engine/view-spec';
import { useView } from './view';

/** A picture in the view: where it stands, and which instance it is. */
export interface Spot {
  place: number;
  id: number;
}

/** A selection that was put aside. */
export interface Selected {
  set: IdSet;
  focus: Spot | null;
  anchor: Spot | null;
}

/** More ids than this are sent as bytes beforehand. */
const most = 10_000;

/**
 * Which instances are selected, whatever the view shows of them; and which picture has the focus.
 *
 * `version` rises with each change: who reads `has` in a template is told. Ranges come from the server as bytes.
 */
export const useSelection = defineStore('selection', () => {
  const view = useView();
  const set = shallowRef(new IdSet());
  const version = ref(0);
  /** The picture that keys act on. */
  const focus = ref<Spot | null>(null);
  /** The instance under the pointer while two showings stand side by side, else 0. */
  const hovered = ref(0);
  /** Where a range begins. */
  const anchor = ref<Spot | null>(null);
  /** The whole of a view, while exactly that is selected. */
  let whole: { spec: ViewSpec; sequence: number } | null = null;
  const count = computed(() => {
    void version.value;
    return set.value.size;
  });

  /** Rises with each change and each range that is asked for: an answer that comes too late replaces nothing. */
  let asked = 0;

  function changed(): void {
    asked++;
    whole = null;
    version.value++;
    triggerRef(set);
  }

  function has(id: number): boolean {
    void version.value;
    return set.value.has(id);
  }
  function only(ids: Iterable<number>): void {
    set.value = new IdSet();
    set.value.addAll(ids);
    changed();
  }
  function add(ids: Iterable<number>): void {
    set.value.addAll(ids);
    changed();
  }
  function remove(ids: Iterable<number>): void {
    set.value.deleteAll(ids);
    changed();
  }
  function toggle(id: number): void {
    if (!set.value.delete(id)) set.value.add(id);
    changed();
  }
  function clear(): void {
    if (set.value.size === 0) return;
    set.value = new IdSet();
    changed();
  }

  /** Puts aside what is selected. */
  const hold = (): Selected => ({ set: set.value, focus: focus.value, anchor: anchor.value });
  /** Selects what was put aside; nothing, where nothing was. */
  function put(held: Selected | undefined): void {
    set.value = held?.set ?? new IdSet();
    focus.value = held?.focus ?? null;
    anchor.value = held?.anchor ?? null;
    changed();
  }

  /** The ids at places `from` to `to` (not included) of the open view. */
  async function idsAt(from: number, to: number): Promise<Int32Array> {
    const open = view.open;
    if (!open || to <= from) return new Int32Array();
    const path = `/projects/${view.project}/views/${open.view}/ids?from=${from}&count=${to - from}`;
    return new Int32Array(await bytes(path));
  }

  /** Selects places `from` to `to` (not included), and with `more` all that was selected before. */
  async function range(from: number, to: number, more = false): Promise<void> {
    const mine = ++asked;
    const ids = await idsAt(from, to);
    if (more) add(ids);
    else if (mine === asked) only(ids);
  }

  async function selectAll(): Promise<void> {
    const open = view.open;
    if (!open) return;
    const spec = view.spec;
    await range(0, open.places);
    whole = { spec, sequence: open.sequence };
  }

  /** What an edit or a summary of the selection goes to, in the shortest form; null where nothing is selected. */
  async function target(): Promise<Schemas['Target'] | null> {
    const size = set.value.size;
    if (size === 0) return null;
    const open = view.open;
    if (whole && size > most && open && same(whole.spec, view.spec))
      return { view: whole.spec as Record<string, unknown>, sequence: whole.sequence };
    const ids = set.value.toArray();
    if (size <= most) return { ids: [...ids] };
    const path = `/projects/${view.project}/selections`;
    const kept = await sendBytes<{ selection: string }>(path, ids);
    return { selection: kept.selection };
  }

  /** Where the focused picture stands now, after the order has changed. */
  async function find(id: number): Promise<number> {
    const open = view.open;
    if (!open) return -1;
    const params = { path: { project: view.project, view: open.view }, query: { id } };
    return (await taken(api.GET('/projects/{project}/views/{view}/place', { params }))).place;
  }

  watch(
    () => view.project,
    () => {
      clear();
      focus.value = null;
      anchor.value = null;
    },
  );

  return {
    set,
    version,
    count,
    focus,
    hovered,
    anchor,
    has,
    only,
    add,
    remove,
    toggle,
    clear,
    hold,
    put,
    idsAt,
    range,
    selectAll,
    target,
    find,
  };
});
