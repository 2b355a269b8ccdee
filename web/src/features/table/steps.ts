import { computed, ref, watch, type Ref } from 'vue';
import type { Row } from '@/engine/window';
import type { usePicking } from '@/stores/picking';
import { useSelection, type Spot } from '@/stores/selection';
import type { ShowingRows } from '@/stores/showing';
import { useView } from '@/stores/view';
import type { Block } from './block';
import type { Columns } from './columns';
import { headHeight } from './shape';

const spotOf = (row: Row): Spot => ({ place: row.first, id: row.pictures[0]!.id });

/**
 * Which cell has the focus, and how it walks: its row is that of the picture with the focus, `column` counts from 1 and is
 * 0 for the header of the row. Extended in cells it draws a block; in headers of rows it selects pictures.
 */
export function useCells(
  sheet: Ref<HTMLElement | null>,
  columns: Columns,
  showing: ShowingRows,
  picking: ReturnType<typeof usePicking>,
) {
  const selection = useSelection();
  const view = useView();
  const { rows, headroom } = showing;
  const column = ref(0);
  /** Where a block of cells begins, while there is one. */
  const corner = ref<{ place: number; column: number } | null>(null);
  const count = computed(() => columns.all.value.length);
  watch(count, (now) => (column.value = Math.min(column.value, now)));
  watch(
    () => view.open?.view,
    () => (corner.value = null),
  );

  /** The block of cells: from its corner to the focus; the focused cell alone where there is no corner. */
  const block = computed<Block | null>(() => {
    const { focus } = selection;
    if (!focus || column.value === 0) return null;
    const from = corner.value ?? { place: focus.place, column: column.value };
    return {
      top: Math.min(from.place, focus.place),
      bottom: Math.max(from.place, focus.place),
      from: Math.min(from.column, column.value),
      to: Math.max(from.column, column.value),
    };
  });
  /** The columns of the block in a row, where it has more than one cell; without one, from -1 to -1. */
  function blockIn(place: number): { from: number; to: number } {
    const one = corner.value && block.value;
    return one && place >= one.top && place <= one.bottom ? one : { from: -1, to: -1 };
  }

  /** Scrolls sideways as little as it takes to show a column whole. */
  function revealColumn(index: number): void {
    const one = columns.all.value[index - 1];
    const element = sheet.value;
    if (!one || !element) return;
    const room = columns.firstWidth.value;
    if (one.left - room < element.scrollLeft) element.scrollLeft = one.left - room;
    else if (one.left + one.width > element.scrollLeft + element.clientWidth)
      element.scrollLeft = Math.min(one.left - room, one.left + one.width - element.clientWidth);
  }

  async function focusOn(spot: Spot, at: number, extend: boolean): Promise<void> {
    if (extend && column.value > 0 && selection.focus) {
      corner.value ??= { place: selection.focus.place, column: column.value };
      column.value = Math.max(1, at);
      selection.focus = spot;
    } else {
      if (!extend) corner.value = null;
      if (!extend) column.value = at;
      await picking.walkTo(spot, extend);
    }
    revealColumn(column.value);
    await rows.reveal(spot.place, headroom());
  }
  /** The row of the focus, known; where there is no focus, the first that is seen. */
  async function rowNow(): Promise<Row | undefined> {
    return selection.focus ? showing.rowOfFocus() : showing.firstSeen();
  }

  async function stepRow(by: number, extend: boolean): Promise<void> {
    const row = await rowNow();
    if (!row) return;
    if (!selection.focus) return focusOn(spotOf(row), column.value, extend);
    const reach = Math.max(Math.abs(by) * row.height * 2, 2 * rows.seen.value);
    const near = rows.rowsBetween(row.y - reach, row.y + row.height + reach).filter((one) => !one.header);
    const at = near.findIndex((one) => one.number === row.number);
    const target = near[Math.min(near.length - 1, Math.max(0, at + by))];
    if (target && target.pictures.length > 0) await focusOn(spotOf(target), column.value, extend);
    if (by < 0 && target?.first === 0) rows.go(-headHeight);
  }
  async function stepColumn(to: number, extend: boolean): Promise<void> {
    const row = await rowNow();
    if (row) await focusOn(spotOf(row), Math.min(count.value, Math.max(0, to)), extend);
  }
  /** Goes to a cell anywhere. */
  async function jump(place: number, at: number): Promise<void> {
    const [id] = await selection.idsAt(place, place + 1);
    if (id === undefined) return;
    await focusOn({ place, id }, at, false);
    if (place === 0) rows.go(-headHeight);
  }
  /** The next cell, over the end of the row: how one gets there; null at the ends of the table, which Tab leaves. */
  function tab(by: 1 | -1): (() => Promise<void>) | null {
    const { focus } = selection;
    if (!focus || column.value === 0) return null;
    const next = column.value + by;
    if (next >= 1 && next <= count.value) return () => stepColumn(next, false);
    if (focus.place + by < 0 || focus.place + by >= (view.open?.places ?? 0)) return null;
    column.value = by > 0 ? 1 : count.value;
    return () => stepRow(by, false);
  }
  /** Rows that a page key goes. */
  const page = (rowHeight: number): number => Math.max(1, Math.floor((rows.seen.value - headroom()) / rowHeight) - 1);

  return { column, corner, count, block, blockIn, focusOn, stepRow, stepColumn, jump, tab, page };
}
