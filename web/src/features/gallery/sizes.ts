/** px: how low and how high rows of pictures may be, and are until somebody chooses. */
export const lowest = 60;
export const highest = 400;
export const usual = 140;
