import { expect, test } from 'vitest';
import { nextRow, widthsOf } from './justify';

test('full rows fill the width to the pixel, near the asked height', () => {
  for (let seed = 1; seed < 400; seed++) {
    const ratios = Array.from({ length: 40 }, (_, nth) => 0.4 + ((seed * 37 + nth * nth * 13) % 100) / 50);
    const row = nextRow((nth) => ratios[nth]!, ratios.length, 1101, 150, 4);
    expect(row.full).toBe(true);
    expect(row.height).toBeGreaterThan(75);
    expect(row.height).toBeLessThan(225);
    const widths = widthsOf(ratios.slice(0, row.count), row, 1101, 4);
    expect(widths.reduce((sum, one) => sum + one, 0) + 4 * (row.count - 1)).toBe(1101);
    expect(Math.min(...widths)).toBeGreaterThan(0);
  }
});

test('the last row keeps the asked height', () => {
  expect(nextRow(() => 1, 3, 1000, 150, 4)).toEqual({ count: 3, height: 150, full: false });
});

test('a very wide picture stands alone, at half the height at least', () => {
  expect(nextRow(() => 15, 9, 1000, 150, 4)).toEqual({ count: 1, height: 75, full: true });
});
