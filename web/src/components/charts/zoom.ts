/** From x to x. */
export interface Span {
  from: number;
  to: number;
}

/** How much of a chart is seen at least: further in there is nothing more to see. */
const leastPart = 1 / 10_000;

/** Half, or twice, as much about a place, within the whole; nothing if that is all of it. */
export function zoomed({ from, to }: Span, about: number, factor: number, end: number): Span | undefined {
  const length = Math.max((to - from) * factor, end * leastPart);
  if (length >= end) return undefined;
  const start = about - ((about - from) / (to - from)) * length;
  const within = Math.min(Math.max(start, 0), end - length);
  return { from: within, to: within + length };
}

/** What was drawn over, from left to right or from right to left. */
export function spanOf(a: number, b: number, end: number): Span {
  const [from, to] = [Math.min(a, b), Math.max(a, b)];
  const missing = Math.max(0, end * leastPart - (to - from));
  const start = Math.max(0, Math.min(from - missing / 2, end - (to - from) - missing));
  return { from: start, to: start + (to - from) + missing };
}

/** As much, moved so that a place is seen. */
export function showing({ from, to }: Span, place: number): Span {
  const by = place < from ? place - from : place > to ? place - to : 0;
  return { from: from + by, to: to + by };
}
