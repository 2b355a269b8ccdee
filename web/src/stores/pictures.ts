import { defineStore } from 'pinia';
import { computed, watch } from 'vue';
import { root } from '@/api/client';
import { useProject } from './project';
import { isRunning, useTasks } from './tasks';

export type PictureSize = 'small' | 'medium' | 'large' | 'full';

const kept = 'panoptic.thumbnailSets';

function remembered(): Record<string, number> {
  try {
    return JSON.parse(window.localStorage.getItem(kept) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}

/**
 * Where pictures are. Browsers keep each address for good, so thumbnails that were made again have another one: the
 * catalog tells their number. Pictures are shown before the catalog comes, so the number of the last visit is kept.
 */
export const usePictures = defineStore('pictures', () => {
  const project = useProject();
  const tasks = useTasks();
  const sets = remembered();
  const known = computed(() => ({ id: project.id, set: project.catalog?.thumbnailSet ?? 0 }));
  watch(known, ({ id, set }) => {
    if (!id || (sets[id] ?? 0) === set) return;
    sets[id] = set;
    window.localStorage.setItem(kept, JSON.stringify(sets));
  });

  /** Whether all thumbnails of the open project are being made again. */
  const making = computed(() =>
    tasks.tasks.find((task) => task.kind === 'thumbnails' && task.project === project.id && isRunning(task)),
  );
  watch(making, (now, before) => {
    if (before && !now) void project.refresh();
  });

  function address(of: string, sha1: string, size: PictureSize): string {
    const set = known.value.id === of ? known.value.set : (sets[of] ?? 0);
    const isThumbnail = size === 'small' || size === 'medium';
    return `${root}/projects/${of}/images/${sha1}/${size}${isThumbnail && set > 0 ? `?set=${set}` : ''}`;
  }
  return { address, making };
});
