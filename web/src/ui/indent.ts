/** px by which a level of groups stands to the right of the one around it. */
export const indent = 14;
