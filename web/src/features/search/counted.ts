import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue';
import { Refusal } from '@/api/client';
import type { CountedValue, valueAt } from '@/engine/search-suggest';
import { useFacets } from '@/stores/facets';
import { useView } from '@/stores/view';

/** ms after the last letter. */
const pause = 120;
const most = 12;
const types = new Set(['text', 'url', 'number']);

type Typing = ReturnType<typeof valueAt>;
const propertyOf = (typing: Typing): number | undefined =>
  typing && types.has(typing.property.type) ? typing.property.id : undefined;

/** The most frequent values of the property whose value is being typed, as the server counts them in the view. */
export function useCounted(typing: () => Typing): ShallowRef<CountedValue[]> {
  const facets = useFacets();
  const view = useView();
  const counted = shallowRef<CountedValue[]>([]);
  let asked = 0;
  let later: number | undefined;

  async function ask(property: number, search: string): Promise<void> {
    const mine = ++asked;
    try {
      const [facet] = (await facets.count(view.spec, [{ property, most, search }])).facets;
      const rows = facet?.rows ?? [];
      if (mine === asked) counted.value = rows.map(({ value, count }) => ({ text: String(value), count }));
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    }
  }
  watch([() => propertyOf(typing()), () => typing()?.typed ?? ''], ([property, typed], [before]) => {
    window.clearTimeout(later);
    if (property !== before) {
      asked++;
      counted.value = [];
    }
    if (property !== undefined) later = window.setTimeout(() => void ask(property, typed), pause);
  });
  onBeforeUnmount(() => window.clearTimeout(later));
  return counted;
}
