import { computed, ref, watch, type ComputedRef } from 'vue';
import { useGroupDrops } from './drops';
import { usePlace } from './place';
import { useProject } from './project';
import { useSelection } from './selection';
import { useView } from './view';
import type { Rows } from './rows';

/** Which groups of the open view are folded and which are checked, in one showing of it. */
export function useGroups() {
  const place = usePlace();
  const view = useView();
  const project = useProject();
  const selection = useSelection();
  const drops = useGroupDrops();
  const collapsed = ref<number[]>([]);
  const checked = ref(new Set<number>());
  let names = '';

  watch(
    () => view.open?.view,
    () => {
      // The same groups as before stay folded; others begin open.
      const now = JSON.stringify([...view.groups.values()].map((one) => [one.property, one.value, one.parent]));
      if (now !== names && collapsed.value.length > 0) collapsed.value = [];
      const folded = place.folded();
      if (folded.length > 0) collapsed.value = folded;
      names = now;
      checked.value = new Set();
    },
    { immediate: true },
  );
  watch(
    () => selection.version,
    () => (checked.value = new Set()),
    { flush: 'sync' },
  );

  function fold(group: number): void {
    const others = collapsed.value.filter((one) => one !== group);
    collapsed.value = others.length === collapsed.value.length ? [...others, group] : others;
  }
  /** Folds all groups of the level of one. */
  function foldAll(group: number): void {
    const depth = view.groups.get(group)?.depth ?? 0;
    const all = [...view.groups.values()].filter((one) => one.depth === depth);
    collapsed.value = [...new Set([...collapsed.value, ...all.map((one) => one.index)])];
  }
  function unfoldAll(): void {
    collapsed.value = [];
  }

  /** Selects all of a group, or takes all of it out where it is `already` checked. */
  async function check(index: number, already: boolean): Promise<void> {
    const group = view.group(index);
    if (!group) return;
    const ids = await selection.idsAt(group.first, group.first + group.count);
    const others = new Set(checked.value);
    if (already) selection.remove(ids);
    else selection.add(ids);
    if (already) others.delete(index);
    else others.add(index);
    checked.value = others;
  }
  /** Selects all from one group to another, and nothing else. */
  async function checkFrom(one: number, other: number): Promise<void> {
    const [from, to] = [view.group(Math.min(one, other)), view.group(Math.max(one, other))];
    if (!from || !to) return;
    const end = to.first + to.count;
    selection.only(await selection.idsAt(from.first, end));
    const between = [...view.groups.values()].filter((group) => group.index >= from.index && group.index <= to.index);
    checked.value = new Set(between.filter((group) => group.first + group.count <= end).map((group) => group.index));
  }
  const isChecked = (group: number): boolean =>
    view.chain(group).some((one) => checked.value.has(one.index)) && selection.count > 0;

  /** What the header of a group shows. */
  function facts(index: number) {
    const group = view.group(index);
    const type = group && project.properties.get(group.property)?.type;
    const tag = type === 'tag' || type === 'multi_tags' ? project.tags.get(Number(group?.value)) : undefined;
    return {
      group,
      type,
      color: tag?.color,
      collapsed: collapsed.value.includes(index),
      checked: isChecked(index),
    };
  }

  /** What the header of a group is given: what it shows, and what its buttons do. `folding` is told before it, or `all` of its level, folds. */
  function heading(index: number, folding?: (all: boolean) => void) {
    return {
      ...facts(index),
      ...drops.target(index),
      onFold: () => {
        folding?.(false);
        fold(index);
      },
      onFoldAll: () => {
        folding?.(true);
        foldAll(index);
      },
      onUnfoldAll: unfoldAll,
      onCheck: () => void check(index, isChecked(index)),
      onSelect: () => void check(index, false),
    };
  }

  return { collapsed, facts, heading, drops, check, checkFrom, isChecked };
}

/** A header that sticks: of which group, and px below the upper edge of what is seen. */
export interface Stuck {
  group: number;
  depth: number;
  y: number;
}

/**
 * The headers that stick: for each level the group of the row that would stand right below them. `above` px of what is
 * seen are covered by something else, `header` px high is each.
 */
export function useStuck(rows: Rows, header: number, gap: number, above = 0): ComputedRef<Stuck[]> {
  const view = useView();
  return computed(() => {
    const found: Stuck[] = [];
    const top = rows.top.value + above;
    if (!view.grouped || top <= 0) return found;
    for (let depth = 0; depth < (view.spec.group?.length ?? 0); depth++) {
      const y = top + depth * header;
      const row = rows.rows.value.find((one) => one.y + one.height + gap > y);
      if (!row || (row.header && row.y >= y && row.depth <= depth)) break;
      const group = view.chain(row.group)[depth];
      if (!group) break;
      found.push({ group: group.index, depth, y: above + depth * header });
    }
    return found;
  });
}
