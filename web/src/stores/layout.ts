import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { useSession } from './session';

/** Below this width (px) the inspector lies over the pictures, and is closed until it is asked for. */
const narrow = window.matchMedia('(max-width: 1200px)');
/** Below this width the side bar does so, too. */
const narrower = window.matchMedia('(max-width: 800px)');

export type Panel = 'history' | 'tasks' | 'settings' | 'about' | 'keys' | 'people';

/** What of the frame is open, and how wide: the person's, kept with her settings. */
export const useLayout = defineStore('layout', () => {
  const session = useSession();
  /** What a narrow window shows for now, which is nobody's setting. */
  const over = ref<{ side?: boolean; inspector?: boolean }>({});
  const isNarrow = ref(narrow.matches);
  const isNarrower = ref(narrower.matches);
  narrow.addEventListener('change', () => (isNarrow.value = narrow.matches));
  narrower.addEventListener('change', () => (isNarrower.value = narrower.matches));
  watch([isNarrow, isNarrower], () => (over.value = {}));

  const side = computed({
    get: () => (isNarrower.value ? (over.value.side ?? false) : (session.settings.sideOpen ?? true)),
    set: (open: boolean) => {
      if (isNarrower.value) over.value = { ...over.value, side: open };
      else session.change({ sideOpen: open });
    },
  });
  const inspector = computed({
    get: () => (isNarrow.value ? (over.value.inspector ?? false) : (session.settings.inspectorOpen ?? true)),
    set: (open: boolean) => {
      if (isNarrow.value) over.value = { ...over.value, inspector: open };
      else session.change({ inspectorOpen: open });
    },
  });
  const sideWidth = computed({
    get: () => session.settings.sideWidth ?? 264,
    set: (width: number) => session.change({ sideWidth: width }),
  });
  const inspectorWidth = computed({
    get: () => session.settings.inspectorWidth ?? 312,
    set: (width: number) => session.change({ inspectorWidth: width }),
  });
  /** The panel that lies over the work, of which one is open at a time. */
  const panel = ref<Panel | null>(null);

  function toggle(which: Panel): void {
    panel.value = panel.value === which ? null : which;
  }
  return { isNarrow, side, inspector, sideWidth, inspectorWidth, panel, toggle };
});
