import { defineStore } from 'pinia';
import { ref } from 'vue';

/** What of the frame is open, and how wide: the person's, kept with her settings. */
export const useLayout = defineStore('layout', () => {
  const side = ref(true);
  const inspector = ref(true);
  const sideWidth = ref(264);
  const inspectorWidth = ref(312);
  /** The panel that lies over the work, of which one is open at a time. */
  const panel = ref<Panel | null>(null);

  function toggle(which: Panel): void {
    panel.value = panel.value === which ? null : which;
  }
  return { side, inspector, sideWidth, inspectorWidth, panel, toggle };
});

export type Panel = 'history' | 'tasks' | 'settings' | 'about' | 'keys' | 'people';
