import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { useActs } from './acts';

/** A wish to go on in the search field: what shall stand there behind what it says already. */
export const useSearching = defineStore('searching', () => {
  const wish = shallowRef<{ text: string } | null>(null);

  /** Opens the search field with a beginning such as `year:`. */
  function begin(text: string): void {
    wish.value = { text };
    useActs().run('search');
  }
  return { wish, begin };
});
