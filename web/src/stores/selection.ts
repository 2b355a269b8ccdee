import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

/** Placeholder until the engine's set is in. */
export const useSelection = defineStore('selection', () => {
  const ids = ref<Set<number>>(new Set());
  const count = computed(() => ids.value.size);
  return { ids, count };
});
