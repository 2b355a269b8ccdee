import type { Row } from './window';

/** How much of a row is drawn: its colours in one strip, its cells, small pictures in them, sharp ones. */
export type Level = 0 | 1 | 2 | 3;

/**
 * Raises rows of pictures to a level, those between two px first, until about so many pictures were raised; the others
 * follow in later calls, so that no frame has to draw a whole screen. No row falls. `before` are the levels of the last
 * call by row number, `done` says whether all are raised.
 */
export function raise(
  rows: readonly Row[],
  before: ReadonlyMap<number, Level>,
  wanted: Level,
  seen: { top: number; bottom: number },
  pictures: number,
): { levels: ReadonlyMap<number, Level>; done: boolean } {
  const ours = rows.filter((row) => !row.header);
  const levels = new Map(ours.map((row) => [row.number, before.get(row.number) ?? 0]));
  const low = ours.filter((row) => levels.get(row.number)! < wanted);
  const isSeen = (row: Row): boolean => row.y + row.height > seen.top && row.y < seen.bottom;
  const order = [...low.filter(isSeen), ...low.filter((row) => !isSeen(row))];
  let left = pictures;
  for (const row of order) {
    if (left <= 0) return { levels, done: false };
    levels.set(row.number, wanted);
    left -= row.pictures.length;
  }
  return { levels, done: true };
}
