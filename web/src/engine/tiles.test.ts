import { expect, test } from 'vitest';
import { drawnBefore, edge, isTiled, levelFor, levels, placeOf, tilesIn, type Tile } from './tiles';

const scan = { width: 12_001, height: 9_000 };

test('photographs are fetched whole, scans and maps in tiles', () => {
  expect(isTiled({ width: 6_000, height: 4_000 })).toBe(false);
  expect(isTiled(scan)).toBe(true);
  expect(isTiled({ width: 20_000, height: 900 })).toBe(true);
});

test('a picture has levels until two tiles hold it', () => {
  expect(levels(scan)).toBe(4); // 12001, 6001, 3001, 1501; then 751
  expect(levels({ width: 2048, height: 10 })).toBe(1);
  expect(levels({ width: 2049, height: 10 })).toBe(2);
  expect(levels({ width: 1, height: 1 })).toBe(1);
});

test('the level has a pixel for each of the screen, and no more than it must', () => {
  expect(levelFor(scan, 4)).toBe(0);
  expect(levelFor(scan, 1)).toBe(0);
  expect(levelFor(scan, 0.51)).toBe(0);
  expect(levelFor(scan, 0.5)).toBe(1);
  expect(levelFor(scan, 0.13)).toBe(2);
  expect(levelFor(scan, 0.01)).toBe(3);
});

test('tiles cover the room and nothing beyond, the middle first', () => {
  const room = { width: 1400, height: 800 };
  for (const scale of [0.07, 0.2, 0.5, 0.77, 1, 3])
    for (const from of [0, 0.3, 0.99]) {
      const picture = {
        x: -from * scan.width * scale,
        y: -from * scan.height * scale,
        width: scan.width * scale,
        height: scan.height * scale,
      };
      const level = levelFor(scan, scale);
      const tiles = tilesIn(scan, level, picture, room);
      const places = tiles.map((tile) => placeOf(tile, picture, scan));
      const right = Math.min(room.width, Math.round(picture.x) + Math.round(picture.width));
      const bottom = Math.min(room.height, Math.round(picture.y) + Math.round(picture.height));
      const left = Math.max(0, Math.round(picture.x));
      const top = Math.max(0, Math.round(picture.y));
      let covered = 0;
      for (const place of places) {
        expect(place.x).toBeLessThan(room.width + 1);
        expect(place.x + place.width).toBeGreaterThan(-2);
        covered +=
          Math.max(0, Math.min(right, place.x + place.width) - Math.max(left, place.x)) *
          Math.max(0, Math.min(bottom, place.y + place.height) - Math.max(top, place.y));
      }
      expect(covered).toBe(Math.max(0, right - left) * Math.max(0, bottom - top));
      const least = (edge / 2) * Math.min(1, scale * 2 ** level * 2);
      expect(tiles.length).toBeLessThanOrEqual((room.width / least + 2) * (room.height / least + 2));
      const first = places[0]!;
      if (from === 0.3 && scale >= 0.5)
        expect(first.x <= room.width / 2 && first.x + first.width >= room.width / 2).toBe(true);
    }
});

test('neighbours share an edge at any scale, and pixels are px at 100 %', () => {
  for (const scale of [0.123, 0.5, 0.913, 1, 1.37, 7.7]) {
    const picture = { x: -1234.56, y: 17.3, width: scan.width * scale, height: scan.height * scale };
    const level = levelFor(scan, scale);
    for (let column = 0; column < 4; column++) {
      const here = placeOf({ level, column, row: 1 }, picture, scan);
      const next = placeOf({ level, column: column + 1, row: 1 }, picture, scan);
      const below = placeOf({ level, column, row: 2 }, picture, scan);
      expect(here.x + here.width).toBe(next.x);
      expect(here.y + here.height).toBe(below.y);
      if (scale === 1) expect(here).toMatchObject({ width: edge, height: edge });
    }
  }
  const last = placeOf({ level: 0, column: 23, row: 17 }, { x: 0, y: 0, ...scan }, scan);
  expect(last).toEqual({ x: 23 * edge, y: 17 * edge, width: 12_001 - 23 * edge, height: 9_000 - 17 * edge });
});

test('what is wanted is drawn last, over finer and coarser ones', () => {
  const tile = (level: number): Tile => ({ level, column: 0, row: 0 });
  const order = [1, 0, 3, 2].map(tile).sort((a, b) => drawnBefore(a, b, 1));
  expect(order.map((one) => one.level)).toEqual([3, 2, 0, 1]);
});
