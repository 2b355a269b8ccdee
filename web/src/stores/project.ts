import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { api, Refusal, taken, type Schemas } from '@/api/client';
import { useLive, type LiveMessage } from './live';
import { useSession } from './session';

type Catalog = Schemas['Catalog'];
export type Property = Schemas['Property'];
export type Tag = Schemas['Tag'];
export type Committed = Schemas['Committed'];
export type Target = Schemas['Target'];

/** What an edit does with its value; tags change by `add` and `remove` only. */
export type Verb = 'set' | 'add' | 'remove' | 'clear';

/** What a message of a commit counts; bearers of tags by the tags' ids. */
interface Counts {
  instances?: number;
  images?: number;
  tags?: Record<string, number>;
}

/** After so many ms the counts that no message tells are asked for. */
const refreshPause = 2_000;

/** The open project: its catalog, kept up with the log; and the one way to change it. */
export const useProject = defineStore('project', () => {
  const live = useLive();
  const session = useSession();
  const catalog = shallowRef<Catalog | null>(null);
  /** Why the project could not be opened. */
  const refusal = shallowRef<Refusal | null>(null);
  const reach = ref<Schemas['Reach']>({ canUndo: false, canRedo: false });
  /** Commits of this page that the server has not answered yet. */
  const unsaved = ref(0);
  let loading: Promise<void> | null = null;
  let again = false;
  let later: number | undefined;

  const id = computed(() => catalog.value?.id ?? '');
  const properties = computed(() => new Map((catalog.value?.properties ?? []).map((one) => [one.id, one])));
  const tags = computed(() => new Map((catalog.value?.tags ?? []).map((one) => [one.id, one])));
  const folders = computed(() => new Map((catalog.value?.folders ?? []).map((one) => [one.id, one])));
  /** Properties whose values stand below the pictures, in their order. */
  const visible = computed<Property[]>(() => {
    const chosen = (session.settings[`visible.${id.value}`] as number[] | undefined) ?? [];
    return chosen.flatMap((one) => properties.value.get(one) ?? []);
  });

  /** Opens a project for this page and follows its log. */
  async function open(wanted: string): Promise<void> {
    refusal.value = null;
    if (catalog.value?.id !== wanted) catalog.value = null;
    try {
      const loaded = await taken(api.GET('/projects/{project}', { params: { path: { project: wanted } } }));
      catalog.value = loaded;
      if (loaded.undo) reach.value = loaded.undo;
      live.follow(wanted, loaded.sequence);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      refusal.value = problem;
    }
  }

  function close(): void {
    catalog.value = null;
    live.follow(undefined);
  }

  /** Asks for the catalog again; while one asks, further wishes are one. */
  async function refresh(): Promise<void> {
    window.clearTimeout(later);
    later = undefined;
    if (loading) {
      again = true;
      return loading;
    }
    const wanted = id.value;
    if (!wanted) return;
    loading = (async () => {
      const loaded = await taken(api.GET('/projects/{project}', { params: { path: { project: wanted } } }));
      if (id.value !== wanted) return;
      catalog.value = loaded;
      if (loaded.undo) reach.value = loaded.undo;
    })();
    try {
      await loading;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    } finally {
      loading = null;
    }
    if (again) {
      again = false;
      await refresh();
    }
  }

  async function tell(call: Promise<Committed>): Promise<Committed> {
    unsaved.value++;
    try {
      const committed = await call;
      reach.value = committed.undo;
      return committed;
    } finally {
      unsaved.value--;
    }
  }

  /** Applies a commit (docs/formats/commit.md) whole, or throws a `Refusal` and changes nothing. */
  function commit(body: Record<string, unknown>): Promise<Committed> {
    const path = { project: id.value };
    return tell(taken(api.POST('/projects/{project}/commits', { params: { path }, body })));
  }

  /** Sets, adds to, removes from or clears one property of a target. */
  function edit(property: number, verb: Verb, value: unknown, on: Target): Promise<Committed> {
    return commit({ edits: [{ property, [verb]: verb === 'clear' ? true : value, on }] });
  }

  function undo(): Promise<Committed> {
    return tell(taken(api.POST('/projects/{project}/undo', { params: { path: { project: id.value } } })));
  }
  function redo(): Promise<Committed> {
    return tell(taken(api.POST('/projects/{project}/redo', { params: { path: { project: id.value } } })));
  }
  function revert(sequence: number): Promise<Committed> {
    const path = { project: id.value, sequence };
    return tell(taken(api.POST('/projects/{project}/log/{sequence}/revert', { params: { path } })));
  }

  /** Shows or hides a property below the pictures. */
  function show(property: number, shown: boolean): void {
    const others = visible.value.map((one) => one.id).filter((one) => one !== property);
    session.change({ [`visible.${id.value}`]: shown ? [...others, property] : others });
  }

  /** Puts the properties that are shown into an order. */
  function arrange(order: number[]): void {
    session.change({ [`visible.${id.value}`]: order });
  }

  function hear(message: LiveMessage): void {
    if (!catalog.value) return;
    if (message.catalog || message.type === 'reset') return void refresh();
    const { tags: bearers, instances, images } = (message.counts ?? {}) as Counts;
    const now = catalog.value;
    // A commit that changes no count leaves the catalog as it is, and all that is drawn of it.
    const counted = (tag: Tag): boolean => (bearers?.[String(tag.id)] ?? tag.count) === tag.count;
    const isSame = (instances ?? now.instances) === now.instances && (images ?? now.images) === now.images;
    if (!isSame || !now.tags.every(counted))
      catalog.value = {
        ...now,
        instances: instances ?? now.instances,
        images: images ?? now.images,
        tags: now.tags.map((tag) => (counted(tag) ? tag : { ...tag, count: bearers![String(tag.id)]! })),
      };
    // The other counts come with the next catalog, which stands for all that is done until then.
    if (message.touched?.length || message.instances) later ??= window.setTimeout(() => void refresh(), refreshPause);
  }
  live.on('commit', hear);
  live.on('reset', hear);

  return {
    catalog,
    refusal,
    reach,
    unsaved,
    id,
    properties,
    tags,
    folders,
    visible,
    open,
    close,
    refresh,
    commit,
    edit,
    undo,
    redo,
    revert,
    show,
    arrange,
  };
});
