import { ref, shallowRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { api, Refusal, taken } from '@/api/client';
import { cellText, editsOf, readCell, type CellWish } from '@/engine/cells';
import { readTsv, writeTsv } from '@/engine/tsv';
import { isSet } from '@/engine/values';
import { useProject } from '@/stores/project';
import { useSelection } from '@/stores/selection';
import { useToasts } from '@/stores/toasts';
import { useValues } from '@/stores/values';
import { useView } from '@/stores/view';
import { useWriter } from '@/stores/writer';
import { nameProperty } from '@/stores/showing';
import type { Column } from './columns';

/** A rectangle of cells: places and columns, both ends included. */
export interface Block {
  top: number;
  bottom: number;
  from: number;
  to: number;
}

/** A cell that was refused, and why. */
export interface RefusedCell {
  row: string;
  column: string;
  text: string;
  reason: string;
}

/** What a paste would do: cells that can be written, and those that cannot. */
export interface Pasting {
  wishes: CellWish[];
  refused: RefusedCell[];
  /** Cells that would stand beyond the table. */
  outside: number;
}

/** Most rows and cells that one gesture takes: what a request of values answers, and what a spreadsheet still takes. */
export const mostRows = 4_000;
export const mostCells = 40_000;

/** What can be done with a block of cells: copy, paste, fill down, clear. Each that writes is one commit. */
export function useBlock(columns: Ref<readonly Column[]>) {
  const { t, n, locale } = useI18n();
  const project = useProject();
  const selection = useSelection();
  const toasts = useToasts();
  const values = useValues();
  const view = useView();
  const writer = useWriter();
  /** What a paste found, while the person is to decide. */
  const pasting = shallowRef<Pasting | null>(null);
  const busy = ref(false);

  const columnsOf = (block: Block): Column[] =>
    columns.value.filter((one) => one.index >= block.from && one.index <= block.to);

  /** Says so where a block is too large for one gesture. */
  function fits(rows: number, across: number): boolean {
    if (rows <= mostRows && rows * across <= mostCells) return true;
    const limits = { rows: n(rows), mostRows: n(mostRows), cells: n(rows * across), mostCells: n(mostCells) };
    toasts.say({ kind: 'bad', text: t('table.tooLarge', limits) }, 10);
    return false;
  }

  /** One gesture at a time; what the server refuses is told. */
  async function alone(gesture: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    try {
      await gesture();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      writer.refused(problem);
    } finally {
      busy.value = false;
    }
  }
  async function write(wishes: readonly CellWish[]): Promise<void> {
    const { edits, tags } = editsOf(wishes, project.tags.values());
    if (edits.length === 0) return;
    const refusal = await writer.writeCells(tags.length > 0 ? { edits, tags } : { edits }, wishes.length);
    if (refusal) writer.refused(refusal);
    else if (tags.length > 0) await project.refresh();
  }
  async function valuesOf(ids: readonly number[], properties: readonly number[]): Promise<Record<string, unknown[]>> {
    if (ids.length === 0 || properties.length === 0) return {};
    const params = { path: { project: project.id } };
    const body = { ids: [...ids], properties: [...properties] };
    return (await taken(api.POST('/projects/{project}/values', { params, body }))).values;
  }

  /** The block as text, where all of it is known; the browser's own clipboard takes it at once. */
  function known(block: Block, idAt: (place: number) => number | undefined): string | undefined {
    const rows: string[][] = [];
    if (block.bottom - block.top > 200) return undefined;
    for (let place = block.top; place <= block.bottom; place++) {
      const id = idAt(place);
      if (id === undefined) return undefined;
      const cells = columnsOf(block).map(({ property }) => values.of(property.id, id));
      if (cells.includes(undefined)) return undefined;
      rows.push(columnsOf(block).map(({ property }, nth) => cellText(cells[nth], property.type, project.tags)));
    }
    return writeTsv(rows);
  }
  function copied(block: Block): void {
    const cells = (block.bottom - block.top + 1) * columnsOf(block).length;
    toasts.say({ kind: 'plain', text: t('table.copied', { n: n(cells) }, cells) }, 3);
  }
  function copy(event: ClipboardEvent, block: Block, idAt: (place: number) => number | undefined): void {
    event.preventDefault();
    const across = columnsOf(block);
    if (!fits(block.bottom - block.top + 1, across.length)) return;
    const text = known(block, idAt);
    if (text !== undefined) {
      event.clipboardData?.setData('text/plain', text);
      copied(block);
      return;
    }
    void alone(async () => {
      const ids = [...(await selection.idsAt(block.top, block.bottom + 1))];
      const found = await valuesOf(
        ids,
        across.map((one) => one.property.id),
      );
      const rows = ids.map((_, nth) =>
        across.map(({ property }) => cellText(found[String(property.id)]?.[nth], property.type, project.tags)),
      );
      await navigator.clipboard.writeText(writeTsv(rows));
      copied(block);
    });
  }

  /** Checks every cell of what is pasted before anything is written; with refused ones the person decides. */
  function paste(event: ClipboardEvent, block: Block): void {
    event.preventDefault();
    const text = event.clipboardData?.getData('text/plain') ?? '';
    void alone(async () => {
      const cells = readTsv(text);
      if (cells.length === 0) return;
      const isOne = cells.length === 1 && cells[0]!.length === 1;
      const rows = isOne ? block.bottom - block.top + 1 : cells.length;
      const across = isOne ? block.to - block.from + 1 : Math.max(...cells.map((row) => row.length));
      if (!fits(rows, across)) return;
      const ids = [...(await selection.idsAt(block.top, Math.min(view.open?.places ?? 0, block.top + rows)))];
      const found = check(block, ids, isOne ? null : cells, cells[0]![0]!, across);
      found.outside = isOne ? 0 : cells.reduce((sum, row) => sum + row.length, 0) - inside(block, ids, cells);
      if (found.refused.length === 0 && found.outside === 0) return write(found.wishes);
      const named = await valuesOf(found.refused.length > 0 ? ids : [], [nameProperty]);
      const names = new Map(ids.map((id, nth) => [String(id), String(named[String(nameProperty)]?.[nth] ?? id)]));
      pasting.value = {
        ...found,
        refused: found.refused.map((one) => ({ ...one, row: names.get(one.row) ?? one.row })),
      };
    });
  }
  const inside = (block: Block, ids: readonly number[], cells: readonly string[][]): number =>
    cells
      .slice(0, ids.length)
      .reduce((sum, row) => sum + Math.min(row.length, columns.value.length - block.from + 1), 0);

  function check(
    block: Block,
    ids: readonly number[],
    cells: readonly string[][] | null,
    only: string,
    across: number,
  ): Pasting {
    const wishes: CellWish[] = [];
    const refused: RefusedCell[] = [];
    const targets = columns.value.filter((one) => one.index >= block.from && one.index < block.from + across);
    ids.forEach((id, row) =>
      targets.forEach((column, nth) => {
        const text = cells ? cells[row]?.[nth] : only;
        if (text === undefined) return;
        const { property } = column;
        const refuse = (reason: string): unknown =>
          refused.push({ row: String(id), column: column.name, text, reason });
        if (!column.editable) return refuse(t('table.notEditable'));
        const read = readCell(text, property, locale.value);
        if ('reason' in read) return refuse(reasonWords(read.reason));
        wishes.push({ id, property, read });
      }),
    );
    return { wishes, refused, outside: 0 };
  }
  function reasonWords(reason: string): string {
    if (reason === 'checkbox') return t('table.reasons.checkbox');
    if (reason === 'color') return t('table.reasons.color');
    if (reason === 'tag') return t('table.reasons.tag');
    if (reason === 'tagName') return t('table.reasons.tagName');
    return t(`ui.reasons.${reason}`);
  }
  /** Writes what can be written of a paste that had refused cells. */
  function pasteOthers(): void {
    const found = pasting.value;
    pasting.value = null;
    if (found) void alone(() => write(found.wishes));
  }

  /** The first row of the block for all rows below it. */
  function fillDown(block: Block): void {
    const across = columnsOf(block).filter((one) => one.editable);
    if (across.length === 0 || block.top === block.bottom || !fits(block.bottom - block.top + 1, across.length)) return;
    void alone(async () => {
      const ids = [...(await selection.idsAt(block.top, block.bottom + 1))];
      const found = await valuesOf(
        ids.slice(0, 1),
        across.map((one) => one.property.id),
      );
      await write(
        across.flatMap(({ property }) => {
          const first = found[String(property.id)]?.[0];
          return ids.slice(1).map((id) => ({ id, property, read: { value: isSet(first) ? first : null } }));
        }),
      );
    });
  }

  /** Takes the values of the block away. */
  function clear(block: Block): void {
    const across = columnsOf(block).filter((one) => one.editable);
    if (across.length === 0 || !fits(block.bottom - block.top + 1, across.length)) return;
    void alone(async () => {
      const ids = [...(await selection.idsAt(block.top, block.bottom + 1))];
      await write(across.flatMap(({ property }) => ids.map((id) => ({ id, property, read: { value: null } }))));
    });
  }

  return { pasting, busy, copy, paste, pasteOthers, fillDown, clear };
}
