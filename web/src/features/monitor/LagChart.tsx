import { useState } from 'react';
import { hasEnded, type Simulation } from '@/api/types';
import { Chart } from '@/components/charts/Chart';
import type { Axis } from '@/components/charts/types';
import { formatDuration, formatLag } from '@/components/format';
import { withSeen, type Seen } from './lag';

const time: Axis = { label: 'since this page was opened', format: formatDuration, kind: 'time' };
const lag: Axis = { label: 'lag on the wall', format: formatDuration, kind: 'time' };

/**
 * How far a live run was behind, as far as this page has seen it: the server tells the lag of now and keeps none of before.
 */
export function LagChart({
  simulation: { state, settings, startedAt, progress },
}: {
  simulation: Simulation;
}) {
  const live = settings.mode === 'live' && startedAt !== undefined && !hasEnded(state);
  const [seen, setSeen] = useState<readonly Seen[]>([]);
  const next = live ? withSeen(seen, { at: progress.wallSeconds, lag: progress.lagSeconds }) : seen;
  if (next !== seen) setSeen(next); // so that it is drawn with it at once
  const first = seen[0];
  const last = seen.at(-1);
  if (!first || !last || seen.length < 2) return null;
  const most = seen.reduce((most, { lag }) => Math.max(most, lag), 0);
  return (
    <section>
      <h3>Lag</h3>
      <Chart
        label="Lag of the run on the wall, over time"
        description={`${live ? 'Now' : 'At last'} ${formatLag(last.lag)}, at most ${formatLag(most)}.`}
        series={[
          {
            name: 'lag',
            tone: 'second',
            points: seen.map(({ at, lag }) => ({ x: at - first.at, y: lag })),
          },
        ]}
        x={time}
        y={lag}
      />
      <p className="timeline-note">
        As this page has seen it since it was opened, {formatDuration(first.at)} after the start. What was
        before is not kept.
      </p>
    </section>
  );
}
