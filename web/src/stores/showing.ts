import { computed, nextTick, onBeforeUnmount, watch, type Ref } from 'vue';
import type { Row } from '@/engine/window';
import { useGroups, useStuck } from './groups';
import { useRows, type Anchor, type RowShape, type Wishes } from './rows';
import { useSelection, type Spot } from './selection';
import { useValues } from './values';
import { useView } from './view';

/** What a showing of the view tells of itself; px. */
export interface ShowingOf {
  /** The element that scrolls. */
  element: Ref<HTMLElement | null>;
  /** What rows are laid out for; null while that is not known. Which groups are folded is not its matter. */
  wishes: () => Omit<Wishes, 'collapsed'> | null;
  shape: RowShape;
  /** Of what is seen, so much is covered at the upper edge by something else than headers of groups. */
  above?: number;
  /** Whether it has the keys: no picture is open over it. */
  active: () => boolean;
  /** Whether another showing of the view stands beside it. */
  linked: () => boolean;
}

/** The property that has the name of a picture's file. */
export const nameProperty = -8;

export type ShowingRows = ReturnType<typeof useShowing>;

/**
 * One showing of the open view as rows that scroll: laid out anew when its sizes, its groups or the view change, with what
 * one looks at left in its place; headers of groups that fold and stick; the picture with the focus, kept and shown.
 */
export function useShowing({ element, wishes, shape, above = 0, active, linked }: ShowingOf) {
  const selection = useSelection();
  const values = useValues();
  const view = useView();
  const groups = useGroups();
  const { collapsed } = groups;
  const wanted = (): Wishes | null => {
    const wish = wishes();
    return wish && { ...wish, collapsed: collapsed.value };
  };
  const rows = useRows(element, wanted, shape);
  const stuck = useStuck(rows, shape.header, shape.gap, above);
  const pictureRows = computed(() => rows.rows.value.filter((row) => !row.header && row.pictures.length > 0));
  const headerRows = computed(() => rows.rows.value.filter((row) => row.header));
  /** px at the upper edge that are, or may be, covered. */
  const headroom = (): number => above + (view.spec.group?.length ?? 0) * shape.header + shape.gap;

  // ---- laying out anew

  let anchor: Anchor = null;
  /** Where another showing of the view was left. */
  let begin: Anchor = view.left === null ? null : { place: view.left, at: headroom() };
  watch(
    () => view.open?.view,
    () => void rows.make(begin ?? rows.anchorNow()).then(refocus),
    { immediate: true },
  );
  watch(wanted, (now, before) => {
    const stays = now?.rowHeight === before?.rowHeight ? rows.anchorNow() : anchorFor();
    void rows.make(begin ?? anchor ?? stays);
    anchor = null;
  });
  watch(rows.layout, (made) => {
    if (made) begin = null;
  });
  function note(): void {
    view.left = rows.firstPlace(headroom());
  }
  watch(rows.pace, (pace) => pace === 'still' && note());
  onBeforeUnmount(note);

  /** What stays in its place when sizes change: what is under the pointer, else the focused picture, else the middle. */
  function anchorFor(at?: { x: number; y: number }): Anchor {
    if (at) return rows.anchorNow(at);
    const { focus } = selection;
    const row = focus ? rows.known(focus.place) : undefined;
    if (focus && row && row.y + row.height > rows.top.value && row.y < rows.top.value + rows.seen.value)
      return { place: focus.place, at: row.y - rows.top.value };
    return rows.top.value <= 0 ? null : rows.anchorNow({ x: 0, y: rows.seen.value / 3 });
  }
  /** Says what stays in its place at the next change of sizes. */
  function hold(at?: { x: number; y: number }): void {
    anchor = anchorFor(at);
  }

  // ---- headers of groups

  /** What the header of a group is given, which stands at `y` of the layout: it stays where it is seen when it folds. */
  function heading(group: number, y: number) {
    const at = Math.max(above, y - rows.top.value);
    return groups.heading(group, (all) => (anchor = { group, at: all ? above : at }));
  }

  // ---- the picture with the focus

  /** It keeps the focus in another order, or loses it where it is not shown any more. */
  async function refocus(): Promise<void> {
    const spot = selection.focus;
    if (!spot || !view.open) return;
    try {
      const place = await selection.find(spot.id);
      selection.focus = place >= 0 ? { place, id: spot.id } : null;
    } catch {
      selection.focus = null;
    }
  }
  /** Back from an open picture: the focus is where one has walked to, and is shown. */
  watch(active, async (now) => {
    if (!now) return;
    await nextTick();
    if (element.value?.parentElement?.contains(document.activeElement)) return;
    if (selection.focus) await rows.reveal(selection.focus.place, headroom());
    element.value?.focus({ preventScroll: true });
  });
  /** What has got the focus in the other showing is shown here, too. */
  watch(
    () => selection.focus,
    (spot) => {
      if (spot && linked() && !active()) void rows.reveal(spot.place, headroom());
    },
  );
  /** Notes what is under the pointer, for the other showing. */
  function hover(spot: Spot | null): void {
    if (linked() || selection.hovered) selection.hovered = (linked() && spot?.id) || 0;
  }
  /** The picture of a row that is under the pointer, here or in the other showing; 0 without. */
  const hoveredIn = (row: Row): number =>
    selection.hovered && row.pictures.some((one) => one.id === selection.hovered) ? selection.hovered : 0;
  /** The row of the focus, known; undefined where there is no focus, or where it cannot be had. */
  async function rowOfFocus(): Promise<Row | undefined> {
    const { focus } = selection;
    if (!focus) return undefined;
    const known = rows.known(focus.place);
    if (known) return known;
    await rows.reveal(focus.place, headroom());
    return rows.soonKnown(focus.place);
  }
  /** Gives the selected pictures the value of the group in which the focus is. */
  async function giveGroup(): Promise<void> {
    const row = await rowOfFocus();
    if (row && row.group >= 0) await groups.drops.give(row.group);
  }
  /** The first row of pictures that is seen below the headers. */
  function firstSeen(): Row | undefined {
    const top = rows.top.value + headroom() - shape.header;
    return pictureRows.value.find((row) => row.y >= top) ?? pictureRows.value[0];
  }

  // ---- values

  /** Has the values of what is drawn fetched, and the names; `part` is who shows them. While one rushes by, none. */
  function showValues(part: string, properties: () => readonly number[]): void {
    function watchNow(): void {
      const ids =
        rows.pace.value === 'rush' ? [] : pictureRows.value.flatMap((row) => row.pictures.map(({ id }) => id));
      values.watch(`${part} names`, ids, [nameProperty]);
      values.watch(part, ids, properties());
    }
    watch([pictureRows, properties], watchNow, { flush: 'post' });
    watch(rows.pace, (pace) => pace === 'still' && watchNow());
    onBeforeUnmount(() => {
      values.watch(part, [], []);
      values.watch(`${part} names`, [], []);
    });
  }

  return {
    ...{ rows, stuck, pictureRows, headerRows, headroom, hold, heading, rowOfFocus, firstSeen, showValues },
    ...{ hover, hoveredIn, giveGroup },
  };
}
