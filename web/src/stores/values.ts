import { defineStore } from 'pinia';
import { ref, watch as whenever } from 'vue';
import { api, Refusal, taken } from '@/api/client';
import { useLive, type LiveMessage } from './live';
import { useProject } from './project';

/** What one part of the page shows: these properties of these instances. */
interface Watched {
  ids: readonly number[];
  properties: readonly number[];
}

/** Instances that one request asks for. */
const most = 4_000;
/** Values kept of one property; beyond, what nobody watches is forgotten. */
const kept = 20_000;

/**
 * Values of the pictures that are on the page. Parts of the page say what they show; it is fetched in batches, and
 * again when a commit touches it. An old value stays until the new one is there.
 */
export const useValues = defineStore('values', () => {
  const live = useLive();
  const project = useProject();
  const known = new Map<number, Map<number, unknown>>();
  const stale = new Map<number, Set<number> | 'all'>();
  const watched = new Map<string, Watched>();
  /** Rises when values have come. */
  const version = ref(0);
  let timer: number | undefined;
  let asking = false;
  let again = false;

  /** What a property says of an instance; undefined while that is not known. */
  function of(property: number, id: number): unknown {
    void version.value;
    return known.get(property)?.get(id);
  }

  /** Says what a part of the page shows from now on; no ids ends it. */
  function watch(part: string, ids: readonly number[], properties: readonly number[]): void {
    if (ids.length === 0 || properties.length === 0) watched.delete(part);
    else watched.set(part, { ids, properties });
    soon();
  }

  function soon(wait = 16): void {
    timer ??= window.setTimeout(() => {
      timer = undefined;
      void fetchMissing();
    }, wait);
  }

  function isMissing(property: number, id: number): boolean {
    const old = stale.get(property);
    return old === 'all' || old?.has(id) === true || known.get(property)?.has(id) !== true;
  }

  async function fetchMissing(): Promise<void> {
    if (!project.id) return;
    if (asking) {
      again = true;
      return;
    }
    const properties = new Set<number>();
    const ids = new Set<number>();
    for (const one of watched.values())
      for (const property of one.properties)
        for (const id of one.ids)
          if (isMissing(property, id) && ids.size < most) {
            ids.add(id);
            properties.add(property);
          }
    if (ids.size === 0) {
      for (const [property, old] of stale) if (old === 'all') forgetUnwatched(property);
      return;
    }
    asking = true;
    const list = [...ids];
    const wanted = [...properties];
    const mine = project.id;
    // What is touched while this is asked for is asked for again.
    const before = new Map(wanted.map((property) => [property, stale.get(property)]));
    for (const property of wanted) {
      stale.delete(property);
      const old = before.get(property);
      // What nobody watches now is asked for when somebody does.
      if (old instanceof Set) for (const id of old) if (!ids.has(id)) known.get(property)?.delete(id);
    }
    try {
      const body = { ids: list, properties: wanted };
      const answer = await taken(api.POST('/projects/{project}/values', { params: { path: { project: mine } }, body }));
      if (mine === project.id)
        for (const property of wanted) {
          if (before.get(property) === 'all') known.delete(property);
          const map = known.get(property) ?? new Map<number, unknown>();
          known.set(property, map);
          const values = answer.values[String(property)] ?? [];
          list.forEach((id, index) => map.set(id, values[index] ?? null));
          if (map.size > kept) forgetUnwatched(property);
        }
      tell();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      for (const [property, old] of before) if (old && !stale.has(property)) stale.set(property, old);
      if (problem.code === 'offline') return;
    } finally {
      asking = false;
    }
    if (again) {
      again = false;
      soon();
    }
  }

  /** What has come is shown with all else that changes in the next frame, so that the browser lays out once for all of it. */
  function tell(): void {
    if (document.hidden) version.value++;
    else requestAnimationFrame(() => version.value++);
  }

  function forgetUnwatched(property: number): void {
    const seen = new Set([...watched.values()].flatMap((one) => (one.properties.includes(property) ? one.ids : [])));
    const map = known.get(property);
    if (map) known.set(property, new Map([...map].filter(([id]) => seen.has(id))));
    stale.delete(property);
  }

  function hear(message: LiveMessage): void {
    if (message.type === 'reset') for (const property of known.keys()) stale.set(property, 'all');
    for (const one of message.touched ?? []) {
      const old = stale.get(one.propertyId);
      if (!one.ids || old === 'all') stale.set(one.propertyId, 'all');
      else stale.set(one.propertyId, new Set([...(old ?? []), ...one.ids]));
    }
    soon();
  }
  live.on('commit', hear);
  live.on('reset', hear);
  live.on('hello', () => soon());

  // What was asked for before the project was open.
  whenever(
    () => project.id,
    () => soon(),
  );

  /** Forgets everything: another project is open. */
  function clear(): void {
    known.clear();
    stale.clear();
    watched.clear();
    version.value++;
  }

  return { version, of, watch, clear };
});
