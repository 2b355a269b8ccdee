import type { RowShape } from '@/stores/rows';
import { indent } from '@/ui/indent';

/** px between pictures and between rows. */
export const gap = 4;

/** Justified rows, with some air above the first and below the last. */
export const shape: RowShape = {
  single: false,
  gap,
  header: 36,
  indent,
  padTop: 8,
  padBottom: 12,
  beyond: 0.6,
  perFrame: 45,
};
