import { onBeforeUnmount, shallowRef, triggerRef, watch } from 'vue';
import { bytes, Refusal } from '@/api/client';
import { readPictures, type Picture } from '@/engine/window';
import { useView } from '@/stores/view';

/** So many covers are fetched at a time. */
const atOnce = 6;

/** The first picture of each group whose card is on the page. */
export function useCovers() {
  const view = useView();
  const known = shallowRef(new Map<number, Picture>());
  let wanted: readonly number[] = [];
  const coming = new Set<number>();
  let closing = new AbortController();

  /** Wants the covers of those of these groups that are known, and no longer those that were wanted before. */
  function want(groups: readonly number[]): void {
    wanted = groups.filter((group) => view.groups.has(group));
    fetchNext();
  }
  function fetchNext(): void {
    for (const group of wanted) {
      if (coming.size >= atOnce) return;
      if (!known.value.has(group) && !coming.has(group)) void fetchOne(group);
    }
  }
  async function fetchOne(index: number): Promise<void> {
    const group = view.groups.get(index);
    const handle = view.open?.view;
    if (!group || !handle) return;
    const { signal } = closing;
    coming.add(index);
    try {
      const address = `/projects/${view.project}/views/${handle}/pictures?from=${group.first}&count=1`;
      const [picture] = readPictures(await bytes(address, signal), group.first);
      if (signal.aborted || !picture) return;
      known.value.set(index, picture);
      triggerRef(known);
    } catch (problem) {
      if (!signal.aborted && !(problem instanceof Refusal)) throw problem;
      return;
    } finally {
      if (!signal.aborted) coming.delete(index);
    }
    fetchNext();
  }
  function forget(): void {
    closing.abort();
    closing = new AbortController();
    coming.clear();
    known.value = new Map();
  }
  watch(() => view.open?.view, forget, { flush: 'sync' });
  onBeforeUnmount(forget);

  return { of: (group: number): Picture | undefined => known.value.get(group), want };
}
