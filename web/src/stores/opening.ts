import { useRouter } from 'vue-router';
import { nextTick } from 'vue';
import { useSelection, type Spot } from './selection';
import { useView } from './view';

/** How a picture of the view is opened: it gets the focus and fills the window. */
export function useOpening() {
  const router = useRouter();
  const selection = useSelection();
  const view = useView();

  async function open(spot: Spot | null): Promise<void> {
    if (!spot) return;
    selection.focus = spot;
    const params = { project: view.project, instance: spot.id };
    await router.push({ name: 'image', params, query: router.currentRoute.value.query });
    await nextTick();
  }
  return { open };
}
