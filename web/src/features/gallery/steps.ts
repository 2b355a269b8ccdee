import type { Picture, Row } from '@/engine/window';
import type { usePicking } from '@/stores/picking';
import { useSelection, type Spot } from '@/stores/selection';
import type { ShowingRows } from '@/stores/showing';
import { useView } from '@/stores/view';
import { gap, shape } from './shape';

export type Way = 'left' | 'right' | 'up' | 'down' | 'pageUp' | 'pageDown' | 'first' | 'last';

export const spotOf = (picture: Picture): Spot => ({ place: picture.place, id: picture.id });

/** The picture of a row that stands at `x` px, or the last one. */
function nearest(row: Row, x: number): Picture | undefined {
  let left = 0;
  return row.pictures.find((one) => x < (left += one.width + gap)) ?? row.pictures.at(-1);
}
/** px from the beginning of a row to the middle of one of its pictures. */
function middleOf(row: Row, place: number): number {
  const index = place - row.first;
  const before = row.pictures.slice(0, index).reduce((sum, one) => sum + one.width + gap, 0);
  return before + (row.pictures[index]?.width ?? 0) / 2;
}

/** How the focus walks through justified rows by keys. */
export function useSteps(showing: ShowingRows, picking: ReturnType<typeof usePicking>) {
  const selection = useSelection();
  const view = useView();
  const { rows, headroom } = showing;

  async function focusOn(spot: Spot, extend: boolean): Promise<void> {
    await picking.walkTo(spot, extend);
    await rows.reveal(spot.place, headroom());
  }
  /** Rows of pictures between two px. */
  const picturesBetween = (from: number, to: number): Row[] => rows.rowsBetween(from, to).filter((one) => !one.header);

  /** The row of pictures that follows or precedes another. */
  function neighbour(row: Row, by: 1 | -1): Row | undefined {
    const reach = 2 * rows.seen.value;
    const near = picturesBetween(row.y - reach, row.y + row.height + reach);
    const at = near.findIndex((one) => one.number === row.number);
    return at < 0 ? undefined : near[at + by];
  }
  /** The row about a screen away, or the next one where rows are that tall. */
  function pageAway(row: Row, by: 1 | -1): Row | undefined {
    const wanted = row.y + by * Math.max(row.height, rows.seen.value - headroom() - row.height / 2);
    const near = picturesBetween(wanted - rows.seen.value, wanted + rows.seen.value);
    const fitting = near.filter((one) =>
      by > 0 ? one.y > row.y && one.y <= wanted : one.y < row.y && one.y >= wanted,
    );
    return (by > 0 ? fitting.at(-1) : fitting[0]) ?? neighbour(row, by);
  }
  function beside(row: Row, place: number, by: 1 | -1): Picture | undefined {
    const inRow = row.pictures[place - row.first + by];
    return inRow ?? neighbour(row, by)?.pictures.at(by > 0 ? 0 : -1);
  }

  async function jump(place: number, extend: boolean): Promise<void> {
    const [id] = await selection.idsAt(place, place + 1);
    if (id === undefined) return;
    await focusOn({ place, id }, extend);
    if (place === 0) rows.go(-shape.header);
  }

  /** Where the focus goes by a key; a picture far away is scrolled to first. */
  async function step(way: Way, extend: boolean): Promise<void> {
    const places = view.open?.places ?? 0;
    if (places === 0) return;
    if (way === 'first' || way === 'last') return jump(way === 'first' ? 0 : places - 1, extend);
    const { focus } = selection;
    if (!focus) {
      const picture = showing.firstSeen()?.pictures[0];
      if (picture) await focusOn(spotOf(picture), extend);
      return;
    }
    const row = await showing.rowOfFocus();
    if (!row) return;
    const by = way === 'left' || way === 'up' || way === 'pageUp' ? -1 : 1;
    if (way === 'left' || way === 'right') {
      const picture = beside(row, focus.place, by);
      if (picture) await focusOn(spotOf(picture), extend);
      return;
    }
    const target = way === 'up' || way === 'down' ? neighbour(row, by) : pageAway(row, by);
    const picture = target && nearest(target, middleOf(row, focus.place));
    if (picture) await focusOn(spotOf(picture), extend);
    else if (by < 0) rows.go(-shape.header);
  }

  return { step };
}
