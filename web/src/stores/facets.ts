import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { api, Refusal, taken, type Schemas } from '@/api/client';
import type { Filter } from '@/engine/filter';
import { choiceOf, choose, filterOf, partsOf } from '@/engine/filter-edit';
import type { ViewSpec } from '@/engine/view-spec';
import { useLive, type LiveMessage } from './live';
import { useProject } from './project';
import { useView } from './view';

export type Facet = Schemas['Facet'];
export type FacetWish = Schemas['FacetWish'];
type Facets = Schemas['Facets'];

/** After an edit, counts are asked for again at most once in so many ms. */
const editPause = 150;

/**
 * The facets that are open on the page, counted for the view that is shown, and the parts of its filter. Counts stay
 * until newer ones are there; an answer that a later question has overtaken is dropped.
 */
export const useFacets = defineStore('facets', () => {
  const live = useLive();
  const project = useProject();
  const view = useView();
  const wishes = new Map<number, FacetWish>();
  const known = shallowRef(new Map<number, Facet>());
  const refusal = ref('');
  let asked = 0;
  let newest = 0;
  let timer: number | undefined;

  const parts = computed(() => partsOf(view.spec.filter as Filter | undefined));
  /** Shows what other parts of a filter ask for. */
  function setParts(next: readonly Filter[]): void {
    view.change({ filter: filterOf(next) as Record<string, unknown> | undefined });
  }

  /** A click on a value: included, or excluded, and neither where it was chosen. */
  function toggle(property: { id: number; type: string }, value: unknown, exclude: boolean): void {
    const before = choiceOf(parts.value, property, value);
    const next = exclude ? (before === 'exclude' ? undefined : 'exclude') : before ? undefined : 'include';
    setParts(choose(parts.value, property, value, next));
  }

  /** Says what the page wants to know of a property from now on; nothing ends it. */
  function want(property: number, wish: Omit<FacetWish, 'property'> | undefined): void {
    const next = wish && { property, ...wish };
    if (JSON.stringify(next) === JSON.stringify(wishes.get(property))) return;
    if (next) wishes.set(property, next);
    else wishes.delete(property);
    if (next) soon(0);
  }

  function soon(wait: number): void {
    timer ??= window.setTimeout(() => {
      timer = undefined;
      void ask();
    }, wait);
  }

  /** What a view counts; throws a `Refusal` where the server does not take it. */
  function count(spec: ViewSpec, facets: FacetWish[] = []): Promise<Facets> {
    const { mode, folders, text, filter } = spec;
    const body = { view: { mode, folders, text, filter } as Record<string, unknown>, facets };
    return taken(api.POST('/projects/{project}/facets', { params: { path: { project: view.project } }, body }));
  }

  async function ask(): Promise<void> {
    const wanted = [...wishes.values()];
    if (wanted.length === 0 || !view.project || project.id !== view.project) return;
    const mine = ++asked;
    try {
      const answer = await count(view.spec, wanted);
      if (mine < newest) return;
      newest = mine;
      refusal.value = '';
      known.value = new Map(answer.facets.map((facet) => [facet.property, facet]));
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      if (mine === asked && problem.code !== 'offline') refusal.value = problem.message;
    }
  }

  watch(
    () => [view.spec.filter, view.spec.folders, view.spec.text, view.spec.mode],
    () => soon(0),
  );
  watch(
    () => project.id,
    () => {
      known.value = new Map();
      soon(0);
    },
  );
  function hear(message: LiveMessage): void {
    if (message.touched?.length || message.catalog || message.instances || message.type === 'reset') soon(editPause);
  }
  live.on('commit', hear);
  live.on('reset', hear);
  live.on('hello', () => soon(editPause));

  const of = (property: number): Facet | undefined => known.value.get(property);
  return { parts, setParts, toggle, want, of, count, refusal };
});
