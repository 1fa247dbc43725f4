import type { Point, Series } from './types';

/** Around the curves, in pixels: where the figures of the axes stand, at the left at least. */
export const margin = { top: 18, right: 14, bottom: 24, left: 62 };

export type Place = (point: Point) => Point;

/** The curve of a series as an SVG path. */
export function pathOf({ points, stepped }: Series, place: Place): string {
  return points
    .map(place)
    .map(({ x, y }, index) => {
      if (index === 0) return `M${short(x)} ${short(y)}`;
      return stepped ? `V${short(y)}H${short(x)}` : `L${short(x)} ${short(y)}`;
    })
    .join('');
}

/** The lines from a target to both axes, of which one is at the left and one at the bottom. */
export function cornerPath(target: Point, place: Place, left: number, bottom: number): string {
  const { x, y } = place(target);
  return `M${short(left)} ${short(y)}H${short(x)}V${short(bottom)}`;
}

function short(value: number): number {
  return Math.round(value * 10) / 10;
}
