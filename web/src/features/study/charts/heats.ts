/** How many colours there are. */
export const heats = 8;
