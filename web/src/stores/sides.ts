import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import type { Showing } from '@/engine/view-spec';
import { useTabs } from './tabs';

/** The one or two sides of the stage, each showing the view in its way; one of them has the keys. */
export const useSides = defineStore('sides', () => {
  const tabs = useTabs();
  /** The side with the keys: 0 is the left one. */
  const active = ref(0);
  const kinds = computed<Showing[]>(() => {
    const { show: kind, beside } = tabs.stage;
    return beside ? [kind, beside] : [kind];
  });
  const isSplit = computed(() => kinds.value.length > 1);
  watch(isSplit, () => (active.value = 0));
  /** How the side with the keys shows the pictures. */
  const shown = computed(() => kinds.value[active.value] ?? kinds.value[0]!);
  /** Percent of the width that the left side has. */
  const share = computed({
    get: () => tabs.stage.share,
    set: (percent: number) => (tabs.stage = { ...tabs.stage, share: percent }),
  });

  /** Has the side with the keys show the view in another way; where the other side does so, they change places. */
  function show(kind: Showing): void {
    const next = [...kinds.value];
    const other = next.indexOf(kind);
    if (other >= 0) next[other] = shown.value;
    next[active.value] = kind;
    tabs.stage = { ...tabs.stage, show: next[0]!, ...(next[1] ? { beside: next[1] } : {}) };
  }
  /** Splits the stage in two, or leaves the side with the keys alone. */
  function split(): void {
    const { show: kind, share: percent } = tabs.stage;
    if (isSplit.value) tabs.stage = { show: shown.value, share: percent };
    else tabs.stage = { show: kind, beside: kind === 'table' ? 'grid' : 'table', share: percent };
  }
  return { active, kinds, isSplit, shown, share, show, split };
});
