import type { Point } from './types';

/** How many by the end of each bin; the last one is cut off at the end of the run. */
export function sumsOf(counts: readonly number[], binSeconds: number, end: number): Point[] {
  let sum = 0;
  return [
    { x: 0, y: 0 },
    ...counts.map((count, bin) => {
      sum += count;
      return { x: endOf(bin, binSeconds, end), y: sum };
    }),
  ];
}

export function endOf(bin: number, binSeconds: number, end: number): number {
  return Math.min((bin + 1) * binSeconds, end);
}
