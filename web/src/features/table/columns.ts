import { computed, type Ref } from 'vue';
import { isEditable, isTagType } from '@/engine/values';
import { useProject, type Property } from '@/stores/project';
import { useSession } from '@/stores/session';
import { usePropertyName } from '@/ui/names';

/** What the header of a column tells; px. `index` counts from 1, since 0 is the header of the row. */
export interface Head {
  index: number;
  property: Property;
  name: string;
  left: number;
  width: number;
  editable: boolean;
}

/** A column of the table. */
export interface Column extends Head {
  /** Whether its values are plain words, without chips, marks or links. */
  isPlain: boolean;
  /** Whether its values stand at the right edge, as numbers do. */
  atEnd: boolean;
  /** How wide its cells are, as CSS. */
  css: string;
}

export const narrowest = 56;
export const widest = 900;
const usualWidth: Record<string, number> = {
  text: 240,
  multi_tags: 220,
  path: 240,
  url: 220,
  checkbox: 96,
  color: 110,
};
const usual = 140;
const usualFirst = 240;
/** Types whose values are shown with a mark or a link. */
const marked = new Set(['checkbox', 'color', 'url']);
/** px beyond the edges in which columns are drawn, too. */
const beyond = 200;

/**
 * The columns: the properties that are switched visible, in their order, with the widths that a person gave them in this
 * project. `seen` are those near what is seen of a table that is scrolled to `left`.
 */
export function useColumns(left: Ref<number>, seenWidth: Ref<number>) {
  const project = useProject();
  const session = useSession();
  const nameOf = usePropertyName();
  const key = computed(() => `columns.${project.id}`);
  const widths = computed(() => (session.settings[key.value] as Record<string, number> | undefined) ?? {});
  const firstWidth = computed(() => Math.min(widths.value['first'] ?? usualFirst, Math.max(120, seenWidth.value / 2)));

  const all = computed<Column[]>(() => {
    let at = firstWidth.value;
    return project.visible.map((property, nth) => {
      const width = widths.value[String(property.id)] ?? usualWidth[property.type] ?? usual;
      const column = {
        index: nth + 1,
        property,
        name: nameOf(property),
        left: at,
        width,
        editable: isEditable(property.type) && !project.catalog?.readOnly,
        isPlain: !isTagType(property.type) && !marked.has(property.type),
        atEnd: property.type === 'number' || property.type === 'size',
        css: `width: ${width}px`,
      };
      at += width;
      return column;
    });
  });
  const total = computed(() => (all.value.at(-1)?.left ?? 0) + (all.value.at(-1)?.width ?? firstWidth.value));
  const range = computed(() => {
    const [from, to] = [left.value - beyond, left.value + seenWidth.value + beyond];
    const first = all.value.findIndex((one) => one.left + one.width > from);
    const last = all.value.findLastIndex((one) => one.left < to);
    return `${Math.max(0, first)} ${last + 1}`;
  });
  /** The same list while the same columns are seen: scrolling alone draws no row anew. */
  const seen = computed(() => {
    const [from, to] = range.value.split(' ').map(Number);
    return all.value.slice(from, to);
  });

  function resize(which: number | 'first', width: number): void {
    const within = Math.round(Math.min(widest, Math.max(narrowest, width)));
    session.change({ [key.value]: { ...widths.value, [String(which)]: within } });
  }
  /** Forgets what a person made of a width. */
  function reset(which: number | 'first'): void {
    const others = Object.entries(widths.value).filter(([one]) => one !== String(which));
    session.change({ [key.value]: Object.fromEntries(others) });
  }
  /** Puts a column before the one at another index, or behind the last. */
  function move(from: number, to: number): void {
    const ids = all.value.map((one) => one.property.id);
    const id = ids[from - 1];
    if (id === undefined) return;
    const before = ids[to - 1];
    const others = ids.filter((one) => one !== id);
    const at = before === undefined ? others.length : before === id ? from - 1 : others.indexOf(before);
    others.splice(at, 0, id);
    project.arrange(others);
  }
  return { all, seen, total, firstWidth, resize, reset, move };
}

export type Columns = ReturnType<typeof useColumns>;
