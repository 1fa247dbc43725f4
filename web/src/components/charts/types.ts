export interface Point {
  x: number;
  y: number;
}

/** Whose colour and stroke a curve has. Curves of different tones can be told apart without seeing colours. */
export type Tone =
  | 'delivered'
  | 'failed'
  | 'expired'
  | 'acknowledged'
  | 'first'
  | 'second'
  | 'third'
  | 'fourth'
  | 'fifth'
  | 'sixth';

export interface Series {
  name: string;
  tone: Tone;
  /** From left to right. */
  points: readonly Point[];
  /** A letter or two at its end, where curves may lie on each other. */
  mark?: string;
  /** In the background, as a plan behind what has happened. */
  dimmed?: boolean;
  /** Each value holds from the point before up to its own, as a rate over a bin does. */
  stepped?: boolean;
}

/** So much by then: a curve that passes above the corner meets it. */
export interface Target extends Point {
  name: string;
}

export interface Axis {
  /** What is measured, with its unit unless the figures have it: "simulated time", "messages per second". */
  label: string;
  format: (value: number) => string;
  /** Where round figures are: powers of ten, or seconds, minutes, hours. */
  kind: 'count' | 'time';
}

export interface ChartProps {
  /** What it shows, in a few words. */
  label: string;
  /** What is to be seen in it, in a sentence or two, for those who do not see it. */
  description: string;
  series: readonly Series[];
  x: Axis;
  y: Axis;
  targets?: readonly Target[];
  /** Height in pixels. */
  height?: number;
}
