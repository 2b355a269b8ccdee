/** A tile of a picture: its level, and its place in it from the upper left. */
export interface Tile {
  level: number;
  column: number;
  row: number;
}
interface Size {
  width: number;
  height: number;
}
interface Rect extends Size {
  x: number;
  y: number;
}

/** px of a tile's side, less at the right and lower edge. The server cuts by the same rule (`Tiling`). */
export const edge = 512;

/** Smaller pictures are fetched whole: see *The limit of tiles* in docs/benchmarks.md. */
const mostPixels = 40_000_000;
const mostEdge = 10_000;

/** Whether a picture is so large that its pixels are fetched in tiles. */
export function isTiled({ width, height }: Size): boolean {
  return width * height > mostPixels || Math.max(width, height) > mostEdge;
}

/**
 * How many levels a picture has. Level 0 has all pixels, each further one half as many across and down, rounded up, as
 * long as its longer side is longer than two tiles.
 */
export function levels({ width, height }: Size): number {
  let count = 1;
  while (half(Math.max(width, height), count) > 2 * edge) count++;
  return count;
}

function half(length: number, times: number): number {
  return Math.ceil(length / 2 ** times);
}

/** The level with the fewest pixels that still has one for each of the screen, at so many px of the screen a pixel. */
export function levelFor(size: Size, scale: number): number {
  // What is a hair below a whole level is that level.
  return Math.max(0, Math.min(levels(size) - 1, Math.floor(Math.log2(1 / scale) + 1e-9)));
}

/**
 * The tiles of a level that lie in a room of the screen, those nearest to its middle first. `picture` says where on the
 * screen the whole picture lies.
 */
export function tilesIn(size: Size, level: number, picture: Rect, room: Size): Tile[] {
  const side = (edge * 2 ** level * picture.width) / size.width;
  const count = { x: Math.ceil(half(size.width, level) / edge), y: Math.ceil(half(size.height, level) / edge) };
  const first = { x: Math.max(0, Math.floor(-picture.x / side)), y: Math.max(0, Math.floor(-picture.y / side)) };
  const tiles: Tile[] = [];
  for (let row = first.y; row < count.y && picture.y + row * side < room.height; row++)
    for (let column = first.x; column < count.x && picture.x + column * side < room.width; column++)
      tiles.push({ level, column, row });
  const middle = {
    x: (room.width / 2 - picture.x) / side - 0.5,
    y: (room.height / 2 - picture.y) / side - 0.5,
  };
  const far = (tile: Tile): number => (tile.column - middle.x) ** 2 + (tile.row - middle.y) ** 2;
  return tiles.sort((a, b) => far(a) - far(b));
}

/**
 * Where a tile is drawn, in whole px of the screen: neighbours share an edge, so that no seam shows. At one px a pixel a
 * tile has as many px as pixels.
 */
export function placeOf(tile: Tile, picture: Rect, size: Size): Rect {
  const scale = picture.width / size.width;
  const at = (start: number, nth: number, length: number): number =>
    Math.round(start) + Math.round(Math.min(nth * edge * 2 ** tile.level, length) * scale);
  const x = at(picture.x, tile.column, size.width);
  const y = at(picture.y, tile.row, size.height);
  return {
    x,
    y,
    width: at(picture.x, tile.column + 1, size.width) - x,
    height: at(picture.y, tile.row + 1, size.height) - y,
  };
}

/** The order in which tiles are drawn over each other: coarse ones, then what is finer than wanted, last what is wanted. */
export function drawnBefore(a: Tile, b: Tile, wanted: number): number {
  const rank = (tile: Tile): number =>
    tile.level === wanted ? 100 : tile.level < wanted ? 90 - tile.level : -tile.level;
  return rank(a) - rank(b);
}
