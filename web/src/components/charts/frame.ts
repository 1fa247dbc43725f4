import { margin } from './path';
import { labelledTicks } from './scale';
import type { Axis, Band, Mark, Tick, View } from './types';

/** Where the parts of a drawing are, in pixels. */
export interface Frame {
  width: number;
  /** Of all of it. */
  height: number;
  left: number;
  right: number;
  /** Of the curves: the flags of marks are above, the lanes of bands and the figures of the axis below. */
  top: number;
  bottom: number;
  /** From the foot of the figures of the axis on. */
  lanes: readonly { name: string; y: number }[];
  /** With the middle of what is written, counted from the left end of the axis: those at the ends must not stick out. */
  xTicks: (Tick & { middle: number })[];
  yTicks: Tick[];
}

/** The width of a digit at the size of the axes, rounded up, and what a label needs beside it. */
const digit = 7;
const gap = 14;

export const laneHeight = 18;
const flagHeight = 16;

interface Drawn {
  x: Axis;
  y: Axis;
  bands: readonly Band[];
  marks: readonly Mark[];
}

/** Gives the figures at the left as much room as they need, and those below no more than there is. */
export function frameOf({ x, y, bands, marks }: Drawn, view: View, width: number, height: number): Frame {
  const yTicks = labelledTicks(y, 0, view.top, 5);
  const longest = yTicks.reduce((most, { text }) => Math.max(most, text.length), 0);
  const left = Math.max(margin.left, Math.min(longest * digit + gap, width / 2));
  const right = width - margin.right;
  const top = margin.top + (marks.length > 0 ? flagHeight : 0);
  const foot = height + top - margin.top;
  const names = [...new Set(bands.map(({ lane }) => lane))];
  return {
    width,
    height: foot + names.length * laneHeight + (names.length > 0 ? 4 : 0),
    left,
    right,
    top,
    bottom: foot - margin.bottom,
    lanes: names.map((name, index) => ({ name, y: foot + index * laneHeight })),
    xTicks: fitting(x, view, left, right),
    yTicks,
  };
}

/** As many figures as stand beside each other. */
function fitting(axis: Axis, { from, to }: View, left: number, right: number): Frame['xTicks'] {
  const room = right - left;
  for (let about = Math.max(2, Math.floor(room / 60)); ; about--) {
    const ticks = labelledTicks(axis, from, to, about).map((tick) => {
      const half = (tick.text.length * digit) / 2;
      const place = ((tick.at - from) / (to - from)) * room;
      return { ...tick, half, middle: Math.max(Math.min(place, room + margin.right - half), half - left) };
    });
    const apart = ticks.every(({ middle, half }, index) => {
      const before = ticks[index - 1];
      return !before || middle - half > before.middle + before.half + gap;
    });
    if (apart) return ticks;
    if (about <= 1) return ticks.slice(0, 1);
  }
}
