import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { Refusal } from '@/api/client';
import { stretch, type CountedValue, type valueAt } from '@/engine/search-suggest';
import { useFacets, type Facet } from '@/stores/facets';
import { useView } from '@/stores/view';

/** ms after the last letter. */
const pause = 120;
const most = 12;
const types = new Set(['text', 'url', 'number', 'date', 'size']);

type Typing = ReturnType<typeof valueAt>;
const propertyOf = (typing: Typing): number | undefined =>
  typing && types.has(typing.property.type) ? typing.property.id : undefined;

/** Values of a facet; of dates and sizes, which seldom return, the stretches in which there are some. */
function valuesOf(facet: Facet | undefined, type: string, language: string): CountedValue[] {
  if (type !== 'date' && type !== 'size')
    return (facet?.rows ?? []).map(({ value, count }) => ({ text: String(value), count }));
  const bars = (facet?.bars?.list ?? []).filter(({ count }) => count > 0);
  return bars.map(({ from, to, count }) => ({ ...stretch(from, to, type, language), count }));
}

/** The most frequent values of the property whose value is being typed, as the server counts them in the view. */
export function useCounted(typing: () => Typing): ShallowRef<CountedValue[]> {
  const facets = useFacets();
  const view = useView();
  const { locale } = useI18n();
  const counted = shallowRef<CountedValue[]>([]);
  let asked = 0;
  let later: number | undefined;

  async function ask(property: number, type: string, written: string): Promise<void> {
    const search = type === 'date' || type === 'size' ? '' : written;
    const mine = ++asked;
    try {
      const [facet] = (await facets.count(view.spec, [{ property, most, search }])).facets;
      if (mine === asked) counted.value = valuesOf(facet, type, locale.value);
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
    if (property !== undefined)
      later = window.setTimeout(() => void ask(property, typing()?.property.type ?? '', typed), pause);
  });
  onBeforeUnmount(() => window.clearTimeout(later));
  return counted;
}
