import type { Outcome, Progress } from '@/api/types';

/** Messages on a page. */
export const pageSize = 20;

/** What is asked for at most to find the latest; more would be no page. */
const maxPage = 1000;

export interface MessagesWindow {
  after: number;
  limit: number;
}

/**
 * Where the latest messages are, seen from the end. Messages are numbered by their ends, all outcomes together: to
 * find a page of a rare outcome, the window is as much wider as it is rare, and twice that to be on the safe side.
 */
export function latestOf(progress: Progress, outcome: Outcome | undefined): MessagesWindow {
  const { delivered, failed, expired } = progress;
  const ended = delivered + failed + expired;
  if (!outcome) return { after: Math.max(0, ended - pageSize), limit: pageSize };
  const share = progress[outcome] / ended;
  const width = share > 0 ? Math.ceil((pageSize / share) * 2) : 0;
  return { after: Math.max(0, ended - width), limit: maxPage };
}
