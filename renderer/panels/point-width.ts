/** Rounded, so that a scroll bar coming and going does not change what is asked for. */
const roundPx = 100;

/** From the width of a panel's body to the number of points it asks for, one a px. */
export const pointWidth = (widthPx: number): number => Math.max(roundPx, Math.round(widthPx / roundPx) * roundPx);
