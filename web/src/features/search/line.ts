import { computed, onBeforeUnmount, ref, watch } from 'vue';
import type { Filter } from '@/engine/filter';
import { parse } from '@/engine/search-language';
import { print, printText } from '@/engine/search-print';
import type { Trouble } from '@/engine/search-values';
import { useProject } from '@/stores/project';
import { useSession } from '@/stores/session';
import { useView } from '@/stores/view';
import { useNames } from './names';

/** ms after the last letter of a word. */
const pause = 220;
/** ms after which a search that cannot be read says so while one still types. */
const patience = 900;
const mostRecent = 8;

/** A list of one condition is the condition; a list of none asks nothing. */
function plain(filter: Filter | undefined): Filter | undefined {
  if (!filter || !('all' in filter) || filter.all.length > 1) return filter;
  return plain(filter.all[0]);
}

/** The line of text that is the search of the view, both ways: what is written in it, what the view says, and what is wrong with it. */
export function useSearchLine() {
  const project = useProject();
  const session = useSession();
  const view = useView();
  const names = useNames();
  const draft = ref('');
  /** Whether it is time to say what is wrong. */
  const isTold = ref(false);
  let wordsLater: number | undefined;
  let toldLater: number | undefined;

  const filter = computed(() => plain(view.spec.filter as Filter | undefined));
  const shown = computed(() => {
    const search = { text: view.spec.text ?? '' };
    return print(filter.value ? { ...search, filter: filter.value } : search, names.value);
  });
  const found = computed(() => parse(draft.value, names.value));
  const canBeRead = computed(() => !('trouble' in found.value));
  /** Whether the view shows what the line says. */
  const says = (): boolean => {
    if ('trouble' in found.value) return false;
    const mine = JSON.stringify(plain(found.value.filter));
    return mine === JSON.stringify(filter.value) && printText(found.value.text) === printText(view.spec.text ?? '');
  };
  // What another door changes shows here; what is typed here stays as it was typed.
  watch(
    shown,
    (now) => {
      if (!says()) draft.value = now;
    },
    { immediate: true },
  );

  const trouble = computed<Trouble | undefined>(() => {
    if (!('trouble' in found.value)) return undefined;
    const one = found.value.trouble;
    // At the caret somebody is still typing.
    const isBehind = one.at + one.length < draft.value.trimEnd().length;
    return isTold.value || isBehind ? one : undefined;
  });

  const recentKey = computed(() => `searches.${project.id}`);
  const recent = computed(() => (session.settings[recentKey.value] as string[] | undefined) ?? []);
  /** Keeps what was searched among the recent searches. */
  function note(): void {
    const text = draft.value.trim();
    if (text.length < 2) return;
    const others = recent.value.filter((one) => one !== text);
    session.change({ [recentKey.value]: [text, ...others].slice(0, mostRecent) });
  }

  /** Shows what the line says; false where it cannot be read. */
  function apply(): boolean {
    window.clearTimeout(wordsLater);
    const search = found.value;
    if ('trouble' in search) {
      isTold.value = true;
      return false;
    }
    if (!says()) view.change({ text: search.text, filter: search.filter as Record<string, unknown> | undefined });
    return true;
  }
  /** Words are looked for while one types, as long as the conditions beside them stay as they are. */
  function applyWords(): void {
    const search = found.value;
    if ('trouble' in search || JSON.stringify(plain(search.filter)) !== JSON.stringify(filter.value)) return;
    apply();
  }
  function stopTimers(): void {
    window.clearTimeout(wordsLater);
    window.clearTimeout(toldLater);
  }
  /** A letter more, or fewer. */
  function typed(): void {
    stopTimers();
    isTold.value = false;
    wordsLater = window.setTimeout(applyWords, pause);
    toldLater = window.setTimeout(() => (isTold.value = true), patience);
  }
  /** Puts a text in place of the line; nothing is said of what is wrong with it yet. */
  function put(text: string): void {
    draft.value = text;
    isTold.value = false;
  }
  /** Back to what the view says; what was not shown yet is forgotten. */
  function giveUp(): void {
    stopTimers();
    put(says() ? draft.value : shown.value);
  }
  onBeforeUnmount(stopTimers);
  return { draft, names, canBeRead, trouble, recent, says, apply, note, typed, put, giveUp };
}
