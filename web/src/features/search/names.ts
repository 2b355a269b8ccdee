import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { Names } from '@/engine/search-names';
import { usePropertyName } from '@/ui/names';
import { useProject } from '@/stores/project';

/** What a search may name: the project's own words, and those of the language. */
export function useNames(): ComputedRef<Names> {
  const { t, locale } = useI18n();
  const project = useProject();
  const nameOf = usePropertyName();
  // By themselves, so that a catalog with other counts only is quick.
  const catalog = computed(() => project.catalog);
  return computed(
    () =>
      new Names({
        language: locale.value,
        properties: (catalog.value?.properties ?? []).map((one) => ({
          ...{ id: one.id, name: nameOf(one), type: one.type },
          ...(nameOf(one) === one.name ? {} : { also: one.name }),
        })),
        tags: catalog.value?.tags ?? [],
        folders: (catalog.value?.folders ?? []).map(({ id, parentId, name, instances }) => ({
          ...{ id, parentId, name, count: instances },
        })),
        people: catalog.value?.people ?? [],
        colours: Array.from({ length: 12 }, (_, index) => t(`ui.colours.${index}`)),
      }),
  );
}
