import { nextTick, ref, watch, type Ref } from 'vue';
import { useSelection } from '@/stores/selection';
import { useSession } from '@/stores/session';
import type { ShowingRows } from '@/stores/showing';
import { useStageKeys } from '@/stores/stage-keys';
import { useValues } from '@/stores/values';
import { useView } from '@/stores/view';
import { useWriter } from '@/stores/writer';
import type { useBlock } from './block';
import type { Columns } from './columns';
import { rowSizeOf, rowSizes } from './shape';
import type { useCells } from './steps';

/** What the keys of the table act on. */
interface Table {
  sheet: Ref<HTMLElement | null>;
  columns: Columns;
  showing: ShowingRows;
  cells: ReturnType<typeof useCells>;
  gestures: ReturnType<typeof useBlock>;
  /** px of a row. */
  rowHeight: Ref<number>;
  active: () => boolean;
  /** Opens the picture with the focus. */
  open: () => unknown;
}

/**
 * The keys of the table, and the cell that is edited. In the header of a row they mean what they mean everywhere; in a
 * cell all characters type.
 */
export function useCellKeys({ sheet, columns, showing, cells, gestures, rowHeight, active, open }: Table) {
  const selection = useSelection();
  const session = useSession();
  const values = useValues();
  const view = useView();
  const writer = useWriter();
  const { column, corner, count, block } = cells;
  const editing = ref<{ place: number; column: number } | null>(null);
  watch(
    () => view.open?.view,
    () => (editing.value = null),
  );

  // ---- editing

  const columnAt = (index: number) => columns.all.value[index - 1];
  function edit(): boolean {
    const focus = selection.focus;
    const one = columnAt(column.value);
    if (!focus || !one?.editable) return false;
    corner.value = null;
    if (one.property.type === 'checkbox') {
      const wish = { verb: 'set' as const, value: values.of(one.property.id, focus.id) !== true };
      void writer
        .write(one.property, wish, { ids: [focus.id] }, 1)
        .then((refusal) => refusal && writer.refused(refusal));
      return true;
    }
    editing.value = { place: focus.place, column: column.value };
    return true;
  }
  function endEdit(): void {
    if (!editing.value) return;
    editing.value = null;
    sheet.value?.focus({ preventScroll: true });
  }
  function editDone(): void {
    void nextTick(() => inOrder(() => cells.stepRow(1, false)));
  }
  function editTab(by: 1 | -1): void {
    endEdit();
    if (!tab(by)) keyed.value = true;
  }

  // ---- keys

  /** The next size of rows; what is in the middle stays there. */
  function resize(by: 1 | -1): void {
    const at = rowSizes.indexOf(rowSizeOf(session.settings.tableRows)) + by;
    const size = rowSizes[Math.min(rowSizes.length - 1, Math.max(0, at))];
    session.change({ tableRows: size });
  }

  const extendCell = (act: () => Promise<void>) => (): unknown => column.value > 0 && act();
  const { inOrder, keyed } = useStageKeys(active, showing.rows, {
    inOrder: {
      left: () => cells.stepColumn(column.value - 1, false),
      right: () => cells.stepColumn(column.value + 1, false),
      up: () => cells.stepRow(-1, false),
      down: () => cells.stepRow(1, false),
      pageUp: () => cells.stepRow(-cells.page(rowHeight.value), false),
      pageDown: () => cells.stepRow(cells.page(rowHeight.value), false),
      first: () => cells.stepColumn(0, false),
      last: () => cells.stepColumn(count.value, false),
      extendLeft: extendCell(() => cells.stepColumn(column.value - 1, true)),
      extendRight: extendCell(() => cells.stepColumn(column.value + 1, true)),
      extendUp: () => cells.stepRow(-1, true),
      extendDown: () => cells.stepRow(1, true),
      extendFirst: extendCell(() => cells.stepColumn(1, true)),
      extendLast: extendCell(() => cells.stepColumn(count.value, true)),
      open: () => (column.value === 0 ? open() : edit()),
      giveGroup: showing.giveGroup,
    },
    atOnce: {
      smaller: () => resize(-1),
      bigger: () => resize(1),
      fit: () => session.change({ tableRows: 'medium' }),
      escape: () => {
        if (corner.value) corner.value = null;
        else if (column.value > 0) column.value = 0;
        else if (selection.count === 0) return false;
        else selection.clear();
        return true;
      },
      fillDown: () => (block.value && !editing.value ? gestures.fillDown(block.value) : false),
      clearCells: () => (block.value && !editing.value ? gestures.clear(block.value) : false),
    },
  });
  /** Tab and Shift Tab in cells; false where they leave the table. */
  function tab(by: 1 | -1): boolean {
    const step = cells.tab(by);
    if (!step) return false;
    keyed.value = true;
    inOrder(step);
    return true;
  }

  /** Keys of cells; what is left to them goes to the program's keys. */
  function press(event: KeyboardEvent): void {
    if (event.target !== sheet.value || event.isComposing || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    if (handled(event, command)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }
  function jump(place: number, at: number): void {
    keyed.value = true;
    inOrder(() => cells.jump(place, at));
  }
  function handled(event: KeyboardEvent, command: boolean): boolean {
    if (command && event.key === 'Home') jump(0, 0);
    else if (command && event.key === 'End') jump((view.open?.places ?? 0) - 1, count.value);
    else if (command || column.value === 0 || !selection.focus) return false;
    else if (event.key === 'Tab') return tab(event.shiftKey ? -1 : 1);
    else if (event.key === 'F2') return edit();
    else if (event.key === ' ' && event.shiftKey) selection.toggle(selection.focus.id);
    else if ([...event.key].length === 1) {
      // The letter goes into the field, which has the focus by the time that it is written, and to no key of the program.
      const one = columnAt(column.value);
      if (!one?.editable) return true;
      if (one.property.type === 'checkbox') return event.key === ' ' ? edit() : true;
      edit();
      event.stopPropagation();
      return false;
    } else return false;
    return true;
  }

  return { editing, keyed, edit, endEdit, editDone, editTab, press };
}
