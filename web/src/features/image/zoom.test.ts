import { expect, test } from 'vitest';
import { fitted, zoomAt } from './zoom';

const picture = { width: 4000, height: 2000 };
const room = { width: 1000, height: 800 };

test('fits in the middle, and never enlarges', () => {
  expect(fitted(picture, room, 0)).toEqual({ scale: 0.25, x: 0, y: 150 });
  expect(fitted({ width: 100, height: 50 }, room, 20)).toEqual({ scale: 1, x: 450, y: 375 });
});

test('zooms at the pointer', () => {
  const from = fitted(picture, room, 0);
  const at = { x: 700, y: 400 };
  const next = zoomAt(from, 1, at, picture, room);
  expect((at.x - next.x) / 1).toBeCloseTo((at.x - from.x) / from.scale);
  expect((at.y - next.y) / 1).toBeCloseTo((at.y - from.y) / from.scale);
});

test('a picture is never pushed off the stage', () => {
  const next = zoomAt({ scale: 1, x: 500, y: -9000 }, 1, { x: 0, y: 0 }, picture, room);
  expect(next).toEqual({ scale: 1, x: 0, y: -1200 });
});
