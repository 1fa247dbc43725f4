import type { Outcome, Progress } from '@/api/types';
import { endedOf } from '@/components/model/counts';

/** Messages on a page. */
export const pageSize = 20;

/** What is asked for at most to find the latest; more would be no page. */
const maxPage = 1000;

export interface MessagesWindow {
  after: number;
  limit: number;
}

/**
 * Where the latest messages are, seen from the end. Messages are numbered by their ends, all outcomes together: the
 * unreachable come first, and what expires last. To find a page of a rare outcome between them, the window is as much
 * wider as it is rare, and twice that to be on the safe side.
 */
export function latestOf(progress: Progress, outcome: Outcome | undefined): MessagesWindow {
  const { unreachable, expired, delivered, failed } = progress;
  const ended = endedOf(progress);
  switch (outcome) {
    case undefined:
      return { after: Math.max(0, ended - pageSize), limit: pageSize };
    case 'unreachable':
      return { after: Math.max(0, unreachable - pageSize), limit: pageSize };
    case 'expired':
      return { after: Math.max(0, ended - widthOf(expired / ended)), limit: maxPage };
    default: {
      const width = widthOf(progress[outcome] / (delivered + failed));
      return { after: Math.max(0, ended - expired - width), limit: maxPage };
    }
  }
}

function widthOf(share: number): number {
  return share > 0 ? Math.ceil((pageSize / share) * 2) : 0;
}
