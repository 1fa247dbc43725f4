import { sumsOf } from '@/components/charts/bins';
import { Chart } from '@/components/charts/Chart';
import type { Series } from '@/components/charts/types';
import { formatCount, formatDuration, formatFigure, formatPart, formatTime } from '@/components/format';
import { labelOf, letterOf, tones } from './labels';
import type { Goal } from './measure';
import type { Run } from './run';

interface Props {
  runs: readonly Run[];
  /** What the runs are measured by. */
  goal: Goal | undefined;
}

/** The deliveries of all in one chart; as shares where the numbers of messages differ. */
export function DeliveredChart({ runs, goal }: Props) {
  const messages = new Set(runs.map(({ progress }) => progress.messages));
  const [all = 1] = messages;
  const shares = messages.size > 1;
  const series = runs.map((run, index): Series => ({
    name: labelOf(run, index),
    mark: letterOf(index),
    tone: tones[index % tones.length] ?? 'first',
    points: pointsOf(run).map(({ x, y }) => ({ x, y: shares ? (100 * y) / run.progress.messages : y })),
  }));
  const target = goal?.within !== undefined && !goal.acknowledged && goal.audience === undefined;
  return (
    <Chart
      label="Messages delivered over simulated time, by simulation"
      description={runs.map(inWords).join(' ')}
      series={series.filter(({ points }) => points.length > 1)}
      x={{ label: 'simulated time', format: formatDuration, kind: 'time' }}
      y={
        shares
          ? { label: 'share of all messages', format: (share) => `${formatFigure(share)} %`, kind: 'count' }
          : { label: 'messages delivered', format: formatCount, kind: 'count' }
      }
      targets={
        target
          ? [
              {
                name: `wanted within ${formatTime(goal.within ?? 0)}`,
                x: goal.within ?? 0,
                y: goal.share * (shares ? 100 : all),
              },
            ]
          : []
      }
      height={320}
    />
  );
}

/** What has happened; of a run that is not over, what its plan says. */
function pointsOf({ timeline, progress, forecast, state }: Run) {
  if ((state === 'ready' || state === 'running') && forecast) {
    return sumsOf(forecast.timeline.delivered, forecast.timeline.binSeconds, forecast.makespan);
  }
  return timeline ? sumsOf(timeline.delivered, timeline.binSeconds, progress.simulatedSeconds) : [];
}

function inWords(run: Run, index: number): string {
  const planned = (run.state === 'ready' || run.state === 'running') && run.forecast;
  const { delivered, seconds } = planned
    ? { delivered: planned.delivered, seconds: planned.makespan }
    : { delivered: run.progress.delivered, seconds: run.progress.simulatedSeconds };
  const { messages } = run.progress;
  return `${labelOf(run, index)}: ${formatCount(delivered)} delivered, ${formatPart(delivered, messages)}, after ${formatDuration(seconds)}${planned ? ' by its plan' : ''}.`;
}
