import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Schemas } from '@/api/client';

/** The view on the page: its spec, and the answer that is open. */
export const useView = defineStore('view', () => {
  const open = shallowRef<Schemas['OpenView'] | null>(null);
  return { open };
});
