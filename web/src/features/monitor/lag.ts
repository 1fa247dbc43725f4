/** What the lag was at a moment, both in seconds on the wall; the moment counts from the start of the run. */
export interface Seen {
  at: number;
  lag: number;
}

/** How many are kept. When there are more, every second one is let go, so that a day of them stays light. */
export const maxSeen = 2000;

/** With one more, unless it is of a moment that has been seen. */
export function withSeen(seen: readonly Seen[], next: Seen): readonly Seen[] {
  const last = seen.at(-1);
  if (last && next.at <= last.at) return seen;
  const kept = seen.length < maxSeen ? seen : seen.filter((_, index) => index % 2 === 0);
  return [...kept, next];
}
