import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Found } from '@/engine/uploads';

/** What a folder is chosen for: it decides the words, and whether several may be chosen. */
export type Purpose = 'project' | 'import' | 'locate' | 'open' | 'allow';

export interface Wanted {
  purpose: Purpose;
  /** Where to begin. */
  path?: string;
  done: (paths: string[], name?: string) => void;
  /** Takes pictures of this device instead. */
  upload?: (found: Found) => void;
}

/** Who asks for a folder of the server, one at a time; the chooser stands in the frame. */
export const usePlaces = defineStore('places', () => {
  const wanted = shallowRef<Wanted | null>(null);

  function choose(wish: Wanted): void {
    wanted.value = wish;
  }
  function end(): void {
    wanted.value = null;
  }
  return { wanted, choose, end };
});
