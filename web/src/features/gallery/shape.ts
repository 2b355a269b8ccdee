import type { RowShape } from '@/stores/rows';

/** px between pictures and between rows. */
export const gap = 4;

/** Justified rows, with some air above the first and below the last. */
export const shape: RowShape = { single: false, gap, header: 36, padTop: 8, padBottom: 12, perFrame: 45 };
