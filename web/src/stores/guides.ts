import { computed, type ComputedRef } from 'vue';
import type { Rows } from './rows';
import { useView } from './view';

/** A line beside the rows that are drawn of a group with groups of its own: px of the layout. */
export interface Guide {
  group: number;
  depth: number;
  name: string;
  from: number;
  to: number;
}

/** The lines that lead from the header of a group along all that is nested in it. */
export function useGuides(rows: Rows, gap: number): ComputedRef<Guide[]> {
  const view = useView();
  return computed(() => {
    const found = new Map<number, Guide>();
    for (const row of rows.rows.value) {
      if (row.depth === 0) continue;
      for (const { index, name } of view.chain(row.group).slice(0, row.depth)) {
        const to = row.y + row.height + (row.header ? 0 : gap);
        const guide = found.get(index);
        if (guide) guide.to = to;
        else found.set(index, { group: index, depth: view.groups.get(index)!.depth, name, from: row.y, to });
      }
    }
    return [...found.values()];
  });
}
