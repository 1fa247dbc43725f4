import type { StudyEstimate } from '@/api/types';
import { formatClock, formatCounted } from '@/components/format';

/** 27 points, 540 runs, about 12 s of one processor. */
export function estimateInWords({ points, runs, workSeconds, longestSeconds }: StudyEstimate): string {
  const work = workSeconds < 1 ? 'under a second' : `about ${formatClock(workSeconds)}`;
  const longest = longestSeconds >= 10 ? `; the longest run takes about ${formatClock(longestSeconds)}` : '';
  return `${formatCounted(points, 'point')}, ${formatCounted(runs, 'run')}: ${work} of work for one processor${longest}.`;
}
