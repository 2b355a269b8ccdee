import type { RowShape } from '@/stores/rows';

/** How high rows are, as one chooses, from the lowest; px. */
export const rowHeights = { small: 28, medium: 36, large: 72 } as const;
export type RowSize = keyof typeof rowHeights;
export const rowSizes = Object.keys(rowHeights) as RowSize[];
/** What a setting says of the height of rows. */
export const rowSizeOf = (setting: unknown): RowSize => rowSizes.find((one) => one === setting) ?? 'medium';

/** px of the row of column headers, which covers the upper edge. */
export const headHeight = 32;

/** One picture a row, without gaps; the first row stands below the column headers. */
export const shape: RowShape = {
  single: true,
  gap: 0,
  header: 32,
  indent: 0,
  padTop: headHeight,
  padBottom: 12,
  beyond: 0.4,
  perFrame: 14,
};
