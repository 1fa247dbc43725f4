/** A rectangle in pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Where things are: what waits, a lane for each sender group, the people; and where the streams between them begin and end. */
export interface Layout {
  width: number;
  height: number;
  queue: Box;
  lanes: { box: Box; in: Point; out: Point }[];
  people: Box;
  /** Where streams leave the queue, and where they come to the people. */
  from: Point;
  to: Point;
  /** Streams run from top to bottom. */
  down: boolean;
}

/** Below this width things stand one under the other. */
const wide = 560;
const title = 34;
const laneHeight = 54;
const laneGap = 10;
const least = 190;

export function layoutOf(width: number, groups: number): Layout {
  return width < wide ? downwards(width, groups) : across(width, groups);
}

function across(width: number, groups: number): Layout {
  const lanes = groups * (laneHeight + laneGap) - laneGap;
  const height = title + Math.max(least, lanes);
  const side = Math.round(width * 0.28);
  const queue = { x: 0, y: title, width: side, height: height - title };
  const people = { ...queue, x: width - side };
  const x = Math.round(width * 0.37);
  const top = title + (height - title - lanes) / 2;
  return {
    width,
    height,
    queue,
    people,
    from: { x: side, y: title + (height - title) / 2 },
    to: { x: people.x, y: title + (height - title) / 2 },
    down: false,
    lanes: Array.from({ length: groups }, (_, i) => {
      const box = { x, y: top + i * (laneHeight + laneGap), width: width - 2 * x, height: laneHeight };
      const y = box.y + laneHeight / 2;
      return { box, in: { x: box.x, y }, out: { x: box.x + box.width, y } };
    }),
  };
}

function downwards(width: number, groups: number): Layout {
  const gap = 36;
  const side = 28;
  const queue = { x: 0, y: title, width, height: 70 };
  const top = queue.y + queue.height + gap;
  const lanes = Array.from({ length: groups }, (_, i) => {
    const y = top + i * (laneHeight + laneGap);
    const box = { x: side, y, width: width - 2 * side, height: laneHeight };
    const middle = y + laneHeight / 2;
    return { box, in: { x: side, y: middle }, out: { x: width - side, y: middle } };
  });
  const people = {
    x: 0,
    y: top + groups * (laneHeight + laneGap) - laneGap + gap + title,
    width,
    height: 130,
  };
  return {
    width,
    height: people.y + people.height,
    queue,
    lanes,
    people,
    from: { x: 8, y: queue.y + queue.height },
    to: { x: width - side / 2, y: people.y - title },
    down: true,
  };
}

const pitch = 8;

/** How many cells a box has room for; no more than there is to show. */
export function cellsOf({ width, height }: Box, most: number): { columns: number; count: number } {
  const columns = Math.max(1, Math.floor(width / pitch));
  const rows = Math.max(1, Math.floor(height / pitch));
  return { columns, count: Math.min(most, columns * rows) };
}

/** Where a cell is within its box; they fill it row by row. */
export function cellAt(box: Box, columns: number, index: number): Box {
  const size = pitch - 1;
  return {
    x: box.x + (index % columns) * pitch,
    y: box.y + Math.floor(index / columns) * pitch,
    width: size,
    height: size,
  };
}

/**
 * What each of so many cells shows, if parts that add up to a whole are laid out one after the other: a cell is of the part
 * that holds its middle. A whole of nothing shows nothing.
 */
export function partsOf(parts: readonly number[], cells: number): number[] {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  if (whole <= 0) return [];
  let part = 0;
  let before = 0;
  return Array.from({ length: cells }, (_, cell) => {
    const middle = ((cell + 0.5) * whole) / cells;
    while (part < parts.length - 1 && before + (parts[part] ?? 0) <= middle) {
      before += parts[part] ?? 0;
      part++;
    }
    return part;
  });
}
