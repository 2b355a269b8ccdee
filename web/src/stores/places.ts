import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

/** What a folder is chosen for: it decides the words, and whether several may be chosen. */
export type Purpose = 'project' | 'import' | 'locate' | 'open' | 'allow';

export interface Wanted {
  purpose: Purpose;
  /** Where to begin. */
  path?: string;
  done: (paths: string[], name?: string) => void;
}

/** Who asks for a folder of the server, one at a time; the chooser stands in the frame. */
export const usePlaces = defineStore('places', () => {
  const wanted = shallowRef<Wanted | null>(null);
  /** Names of files and folders that were dropped on the page: a browser does not tell where they lie. */
  const dropped = shallowRef<string[]>([]);

  function choose(wish: Wanted): void {
    wanted.value = wish;
  }
  function end(): void {
    wanted.value = null;
    dropped.value = [];
  }
  return { wanted, dropped, choose, end };
});
