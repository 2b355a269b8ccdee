import { computed, watchEffect } from 'vue';
import { useFacets } from '@/stores/facets';
import { useProject } from '@/stores/project';
import { hasTags, type Line } from './lines';

/** Tags that are counted for one property. */
const mostCounted = 1_000;

/** How many pictures of the view bear each tag that is listed, or none of a property's. */
export function useTagCounts(lines: () => Line[]) {
  const project = useProject();
  const facets = useFacets();
  const properties = computed(() => (project.catalog?.properties ?? []).filter(hasTags));

  watchEffect(() => {
    const listed = new Map<number, number[]>();
    for (const line of lines()) {
      if (line.kind === 'empty') listed.set(line.property.id, listed.get(line.property.id) ?? []);
      if (line.kind !== 'tag') continue;
      const ids = listed.get(line.property.id);
      if (ids) ids.push(line.tag.id);
      else listed.set(line.property.id, [line.tag.id]);
    }
    for (const property of properties.value) {
      const ids = listed.get(property.id);
      facets.want(property.id, ids && { most: 0, named: [...new Set(ids)].slice(0, mostCounted) });
    }
  });
  /** The counts by tag, and the greatest of them, of each property. */
  const counted = computed(
    () =>
      new Map(
        properties.value.flatMap((property) => {
          const facet = facets.of(property.id);
          if (!facet) return [];
          const counts = new Map(facet.rows.map((row) => [row.value as number, row]));
          return [
            [property.id, { counts, empty: facet.empty, most: Math.max(...facet.rows.map((row) => row.all), 1) }],
          ];
        }),
      ),
  );
  return (line: Line): { count: number; all: number; most: number } | undefined => {
    if (line.kind !== 'tag' && line.kind !== 'empty') return undefined;
    const known = counted.value.get(line.property.id);
    const row = line.kind === 'tag' ? known?.counts.get(line.tag.id) : known?.empty;
    return known && row && { count: row.count, all: row.all, most: line.kind === 'tag' ? known.most : 0 };
  };
}
