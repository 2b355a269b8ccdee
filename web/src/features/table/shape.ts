import type { RowShape } from '@/stores/rows';

/** px: of a row, and of the row of column headers, which covers the upper edge. */
export const rowHeight = 36;
export const headHeight = 32;

/** One picture a row, without gaps; the first row stands below the column headers. */
export const shape: RowShape = {
  single: true,
  gap: 0,
  header: 32,
  indent: 0,
  padTop: headHeight,
  padBottom: 12,
  perFrame: 14,
};
