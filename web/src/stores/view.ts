import { defineStore } from 'pinia';
import { computed, ref, shallowRef, triggerRef, watch } from 'vue';
import { api, Refusal, taken, type Schemas } from '@/api/client';
import { same, type ViewSpec } from '@/engine/view-spec';
import { useLive, type LiveMessage } from './live';
import { useSession } from './session';

export type ViewGroup = Schemas['ViewGroup'];
type OpenView = Schemas['OpenView'];

/** Groups that one request answers. */
const groupPage = 500;
/** While pictures arrive, the view is asked again at most once in so many ms. */
const arrivalPause = 700;

/**
 * The view on the page: its spec, and the open answer, whose order stays until it is refreshed.
 *
 * `show` puts another view; `open` changes when its answer has come. Commits change counts and what matches, never the
 * order; pictures that arrive by an import are let in by themselves.
 */
export const useView = defineStore('view', () => {
  const live = useLive();
  const session = useSession();
  const project = ref('');
  const spec = ref<ViewSpec>({});
  const open = shallowRef<OpenView | null>(null);
  /** Whether an answer is awaited that will be another view. */
  const loading = ref(false);
  const refusal = shallowRef<Refusal | null>(null);
  /** Rises when pictures of the open view may look another way: no longer match, missing, back again. */
  const touched = ref(0);
  /** The place that was at the top when a showing of the view was left, for the one that takes its place. */
  const left = ref<number | null>(null);
  const groups = shallowRef(new Map<number, ViewGroup>());
  const pages = new Set<number>();
  let asked = 0;
  let later: number | undefined;
  let counting: number | undefined;

  const grouped = computed(() => (open.value?.groupCount ?? 0) > 0);

  /** Begins with a project; the answer comes in `open`. */
  function begin(id: string, wanted: ViewSpec): Promise<void> {
    if (project.value !== id) open.value = null;
    project.value = id;
    return show(wanted);
  }

  /** Shows another view. */
  async function show(wanted: ViewSpec): Promise<void> {
    spec.value = wanted;
    left.value = null;
    await ask();
  }

  /** Changes some of the view and leaves the rest. */
  function change(patch: Partial<ViewSpec>): void {
    const next = { ...spec.value, ...patch };
    if (!same(next, spec.value)) void show(next);
  }

  /** Asks the same view again, and shows what matches now, in the order of now. */
  const refresh = (): Promise<void> => ask();

  async function ask(): Promise<void> {
    const mine = ++asked;
    const before = open.value;
    loading.value = true;
    window.clearTimeout(later);
    later = undefined;
    try {
      const path = { project: project.value };
      const body = { view: spec.value as Record<string, unknown> };
      const answer = await taken(api.POST('/projects/{project}/views', { params: { path }, body }));
      if (mine !== asked) return;
      refusal.value = null;
      take(answer);
      if (before)
        void api
          .DELETE('/projects/{project}/views/{view}', { params: { path: { ...path, view: before.view } } })
          .catch(() => undefined);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      if (mine === asked) refusal.value = problem;
    } finally {
      if (mine === asked) loading.value = false;
    }
  }

  function take(answer: OpenView): void {
    groups.value = new Map(answer.groups.map((group) => [group.index, group]));
    pages.clear();
    pages.add(0);
    open.value = answer;
  }

  /** A group by its index; where it is not known yet it is asked for, and `groups` changes when it comes. */
  function group(index: number): ViewGroup | undefined {
    const known = groups.value.get(index);
    if (!known && index >= 0) void fetchGroups(Math.floor(index / groupPage));
    return known;
  }

  async function fetchGroups(page: number): Promise<void> {
    const view = open.value?.view;
    if (pages.has(page) || !view) return;
    pages.add(page);
    try {
      const params = {
        path: { project: project.value, view },
        query: { from: page * groupPage, count: groupPage },
      };
      const answer = await taken(api.GET('/projects/{project}/views/{view}/groups', { params }));
      if (open.value?.view !== view) return;
      for (const one of answer.groups) groups.value.set(one.index, one);
      triggerRef(groups);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      pages.delete(page);
    }
  }

  /** The names of a group and of those it lies in, from the outermost. */
  function chain(index: number): ViewGroup[] {
    const found: ViewGroup[] = [];
    for (let at = index; at >= 0;) {
      const one = group(at);
      if (!one) break;
      found.unshift(one);
      at = one.parent;
    }
    return found;
  }

  /** Counts anew, and learns whether the order would be another by now. */
  async function recount(): Promise<void> {
    const view = open.value?.view;
    if (!view) return;
    try {
      const params = { path: { project: project.value, view } };
      const answer = await taken(api.GET('/projects/{project}/views/{view}', { params }));
      if (open.value?.view !== view) return;
      groups.value = new Map([...groups.value, ...answer.groups.map((one) => [one.index, one] as const)]);
      // The same answer with other counts: what is laid out stays laid out.
      Object.assign(open.value, answer);
      triggerRef(open);
      touched.value++;
      if (answer.changed && session.settings.refreshByItself) later ??= window.setTimeout(letIn, arrivalPause);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      // A server that was started again knows no view of before.
      if (problem.code !== 'offline' && open.value?.view === view) await ask();
    }
  }

  /** Lets new pictures in, but not under the hands of somebody who types. */
  function letIn(): void {
    const typing = document.activeElement?.matches('input:not([type=range]), textarea, [contenteditable]');
    if (typing) later = window.setTimeout(letIn, arrivalPause);
    else void ask();
  }

  function hear(message: LiveMessage): void {
    if (!open.value || !project.value) return;
    if (message.instances || message.type === 'reset') later ??= window.setTimeout(letIn, arrivalPause);
    else if (message.touched?.length || message.catalog) {
      counting ??= window.setTimeout(() => {
        counting = undefined;
        void recount();
      }, 120);
    }
  }
  live.on('commit', hear);
  live.on('reset', hear);
  // Whoever comes back asks whether its view is still known there, and what has happened since.
  let wasAway = false;
  watch(
    () => live.state,
    (state) => (wasAway ||= state === 'away'),
    { flush: 'sync' },
  );
  live.on('hello', (message) => {
    if (!open.value || loading.value) return;
    if (wasAway || (message.sequence ?? 0) > open.value.sequence) void recount();
    wasAway = false;
  });

  return {
    project,
    spec,
    open,
    loading,
    refusal,
    touched,
    left,
    groups,
    grouped,
    begin,
    show,
    change,
    refresh,
    group,
    chain,
  };
});
