/** A line of cards, or the header of a group that has groups of its own; px from the top. */
export interface CardLine {
  y: number;
  height: number;
  header: boolean;
  /** Level of the header, or of the cards. */
  depth: number;
  /** Index of its first group, and how many groups stand in it, one after the other. */
  first: number;
  count: number;
}

/** How large cards are; px. */
export interface CardSize {
  /** Cards side by side. */
  across: number;
  /** Of a card, with the gap below it. */
  height: number;
  /** Of the header of a group. */
  header: number;
}

/**
 * Places the groups that have no groups in them as cards, below the headers of those around them. Groups come parents
 * before children; `depthOf` is undefined where a group is not known yet: what follows waits, unless no group stands in
 * another, and none is `nested`. Groups inside `folded` ones are left out.
 */
export function layOutCards(
  groups: number,
  nested: boolean,
  depthOf: (group: number) => number | undefined,
  folded: ReadonlySet<number>,
  size: CardSize,
): CardLine[] {
  const lines: CardLine[] = [];
  let y = 0;
  let hidden = Infinity;
  for (let group = 0; group < groups; group++) {
    const depth = nested ? depthOf(group) : 0;
    const next = nested && group + 1 < groups ? depthOf(group + 1) : 0;
    if (depth === undefined || next === undefined) break;
    if (depth > hidden) continue;
    hidden = Infinity;
    const last = lines.at(-1);
    if (next > depth) {
      lines.push({ y, height: size.header, header: true, depth, first: group, count: 1 });
      y += size.header;
      if (folded.has(group)) hidden = depth;
    } else if (last && !last.header && last.depth === depth && last.count < size.across) {
      last.count++;
    } else {
      lines.push({ y, height: size.height, header: false, depth, first: group, count: 1 });
      y += size.height;
    }
  }
  return lines;
}

/** The index of the first line that ends below `y` px; the number of lines where none does. */
export function lineAt(lines: readonly CardLine[], y: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]!.y + lines[middle]!.height > y) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The index of the line that a group stands in; -1 where it stands in none. */
export function lineOf(lines: readonly CardLine[], group: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]!.first + lines[middle]!.count > group) high = middle;
    else low = middle + 1;
  }
  const found = lines[low];
  return found && found.first <= group ? low : -1;
}
