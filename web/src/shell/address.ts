import { watch, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { fromQuery, same, stageOf, stageQuery, toQuery, type Stage } from '@/engine/view-spec';
import { useTabs } from '@/stores/tabs';
import { useView } from '@/stores/view';

/** A view that takes more characters than this stays out of the address where a tab keeps it: servers take no longer ones. */
const longest = 2_000;
/** ms after which further letters of a search are another step for "back"; until then they belong to the same typing. */
const oneTyping = 5_000;
/** Browsers take few addresses a second: one that changes with the pointer is put once that has rested for so many ms. */
const restMillis = 250;
const stageText = (stage: Stage): string => JSON.stringify(stageQuery(stage));
const keptByTab = { view: 'kept' };

/**
 * Keeps the address bar and what is shown alike, whichever changes: `?tab=3` names the tab, the rest is its view. Back and
 * forward walk through views and tabs; a tab that one comes back to is as it was left.
 */
export function keepAddress(projectId: Ref<string>): void {
  const route = useRoute();
  const router = useRouter();
  const tabs = useTabs();
  const view = useView();
  /** What is shown because the address says so changes the address in place. */
  let following = false;
  /** Where somebody went, by back or forward, while that was still being shown. */
  let next: Record<string, unknown> | null = null;
  /** Waits until an edge that is pulled rests. */
  let resting: number | undefined;
  /** When the words of the search were last typed, as long as nothing else changed since. */
  let typed = -Infinity;

  function wanted(): Record<string, string> {
    const query = toQuery(view.spec);
    const show = stageQuery(tabs.stage);
    if (tabs.active === 0) return { ...query, ...show };
    const tab = String(tabs.active);
    return new URLSearchParams(query).toString().length > longest
      ? { tab, ...keptByTab, ...show }
      : { tab, ...query, ...show };
  }
  const tabIn = (query: Record<string, unknown>): number => Number(query['tab'] ?? 0) || 0;
  const put = (how: 'push' | 'replace'): void => {
    if (next) return;
    const query = wanted();
    const isShown = tabIn(route.query) === tabs.active && stageText(stageOf(route.query)) === stageText(tabs.stage);
    if (isShown && same(fromQuery(query), fromQuery(route.query))) {
      typed = -Infinity;
      return;
    }
    void router[how]({ name: route.name ?? 'project', params: route.params, query });
  };
  async function follow(act: () => Promise<unknown>): Promise<void> {
    following = true;
    await act();
    following = false;
    if (!next) return put('replace');
    const query = next;
    next = null;
    goTo(query);
  }

  watch(
    projectId,
    (id) => {
      if (id) void follow(() => tabs.begin(id, route.query));
    },
    { immediate: true },
  );
  watch([() => view.spec, () => tabs.active, () => tabs.stage], ([spec, tab, stage], [was, tabWas, stageWas]) => {
    if (view.project !== projectId.value) return;
    const isTyping = tab === tabWas && stage === stageWas && same({ ...spec, text: was.text }, was);
    const isPulled =
      tab === tabWas && stage !== stageWas && stage.show === stageWas.show && stage.beside === stageWas.beside;
    const goesOn = isTyping && performance.now() - typed < oneTyping;
    typed = isTyping ? performance.now() : -Infinity;
    window.clearTimeout(resting);
    if (isPulled) resting = window.setTimeout(() => put('replace'), restMillis);
    else put(following || goesOn ? 'replace' : 'push');
  });
  function goTo(query: Record<string, unknown>): void {
    const tab = tabIn(query);
    const spec = fromQuery(query);
    if (tab !== tabs.active) return void follow(() => (tab > 0 ? tabs.go(tab) : tabs.letGo(spec)));
    if (stageText(stageOf(query)) !== stageText(tabs.stage)) tabs.stage = stageOf(query);
    if (!('view' in query) && !same(spec, view.spec)) void view.show(spec);
  }
  watch(
    () => route.query,
    (query) => {
      if (!projectId.value || view.project !== projectId.value) return;
      if (!following) goTo(query);
      else if (tabIn(query) !== tabs.active) next = query;
    },
  );
}
