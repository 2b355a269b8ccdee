/** One justified row: how many pictures it takes, and their height in px. */
export interface Justified {
  count: number;
  height: number;
  /** Whether the pictures fill the width exactly. */
  full: boolean;
}

/**
 * The next row of pictures, as in docs/formats/window.md: it takes pictures until their widths at the asked height
 * reach the width; the picture that reaches it belongs to this row or to the next, whichever leaves the height nearer.
 *
 * `ratio` answers width to height of the n-th picture from the row's first one; `left` is how many there are, at least
 * one. Widths, heights and the gap are px.
 */
export function nextRow(
  ratio: (nth: number) => number,
  left: number,
  width: number,
  asked: number,
  gap: number,
): Justified {
  let sum = 0;
  const heightOf = (count: number, ratios: number): number => (width - gap * (count - 1)) / ratios;
  for (let count = 1; count <= left; count++) {
    const before = sum;
    sum += ratio(count - 1);
    if (sum * asked + gap * (count - 1) < width) continue;
    const longer = heightOf(count, sum);
    const shorter = count > 1 ? heightOf(count - 1, before) : Infinity;
    const takes = shorter - asked < asked - longer ? count - 1 : count;
    const height = Math.min(asked * 1.5, Math.max(asked * 0.5, takes === count ? longer : shorter));
    return { count: takes, height: Math.round(height), full: true };
  }
  return { count: left, height: asked, full: false };
}

/** Widths in px of the pictures of a row; of a full row they add up, with the gaps, to the width exactly. */
export function widthsOf(ratios: readonly number[], row: Justified, width: number, gap: number): number[] {
  const widths = ratios.map((ratio) => Math.max(1, Math.round(ratio * row.height)));
  if (!row.full) return widths.map((one) => Math.min(one, width));
  let spare = width - gap * (widths.length - 1) - widths.reduce((sum, one) => sum + one, 0);
  for (let turn = 0; spare !== 0 && turn < 1_000_000; turn++) {
    const nth = turn % widths.length;
    const step = Math.abs(spare) > widths.length ? Math.trunc(spare / widths.length) : Math.sign(spare);
    if (widths[nth]! + step < 1) continue;
    widths[nth]! += step;
    spare -= step;
  }
  return widths;
}
