import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useRoute } from 'vue-router';
import type { Schemas } from '@/api/client';
import { useSelection } from './selection';

/** What an edit from the keyboard or the inspector is about: the open picture, or what is selected, or what has the focus. */
export const useSubject = defineStore('subject', () => {
  const route = useRoute();
  const selection = useSelection();
  /** The picture that fills the window. */
  const image = computed(() => (route.name === 'image' ? Number(route.params['instance']) : undefined));
  const selected = computed(() => (image.value === undefined ? selection.count : 1));
  /** The one picture that it is about, if it is one. */
  const one = computed(() => {
    if (image.value !== undefined) return image.value;
    if (selection.count === 1) return selection.set.toArray()[0];
    return undefined;
  });
  /** With the focused picture, where nothing is selected. */
  const count = computed(() => selected.value || (selection.focus ? 1 : 0));

  async function target(): Promise<Schemas['Target'] | null> {
    if (image.value !== undefined) return { ids: [image.value] };
    if (selection.count > 0) return selection.target();
    return selection.focus ? { ids: [selection.focus.id] } : null;
  }
  return { image, selected, one, count, target };
});
