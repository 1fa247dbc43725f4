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

/** A time in which something is so, as closed hours. */
export interface Band {
  /** Whose it is; all of one lane lie on one line. */
  lane: string;
  /** What is so, in a word or two: "closed". */
  what: string;
  from: number;
  /** As far as is known; Infinity where it has no end. */
  to: number;
}

/** An instant at which something begins or changes. */
export interface Mark {
  at: number;
  /** What happens, as "second district begins". */
  words: string;
}

export interface Tick {
  at: number;
  text: string;
}

export interface Axis {
  /** What is measured, with its unit unless the figures have it: "simulated time", "messages per second". */
  label: string;
  format: (value: number) => string;
  /** Where round figures are: powers of ten, or seconds, minutes, hours. */
  kind: 'count' | 'time';
  /** The unit of the bare number where the label does not have it; of times it is s. */
  unit?: string;
  /** About so many round places between two, where they follow another rule. */
  ticks?: (from: number, to: number, about: number) => Tick[];
}

/** When the times of a chart are: 0 is the start, a moment with its offset from UTC, on the clocks of a zone. */
export interface Calendar {
  start: string;
  zone: string;
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
  bands?: readonly Band[];
  marks?: readonly Mark[];
  /** Makes the axis of times switchable to the clock. */
  calendar?: Calendar | undefined;
  /** Height in pixels of the curves with the figures of the axis below them. */
  height?: number;
}

/** The part of a chart that is looked at: from x to x, and from 0 up to top. */
export interface View {
  from: number;
  to: number;
  top: number;
}
