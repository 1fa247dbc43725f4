import type { ForecastAnswer } from '@/api/types';
import { Chart } from '@/components/charts/Chart';
import type { Point, Series } from '@/components/charts/types';
import { formatDuration, formatFigure, formatPart } from '@/components/format';
import { plainGoals } from '@/components/objectives';
import { goalsOf, objectiveOf } from '@/components/settingsInWords';

const ends = ['delivered', 'failed', 'expired'] as const;

/** How much has been delivered by when, with the objectives drawn in. */
export function DeliveredChart({ forecast }: { forecast: ForecastAnswer }) {
  const { settings, timeline, objectives, delivered, makespan } = forecast;
  const { shares, times } = goalsOf(settings.objectives);
  const series: Series[] = ends
    .filter((end) => end === 'delivered' || forecast[end] > 0)
    .map((end) => ({
      name: end,
      tone: end,
      points: cumulative(timeline[end], timeline.binSeconds, settings.messages),
    }));
  return (
    <Chart
      label="Delivered over time"
      description={`${formatPart(delivered, settings.messages, shares)} are delivered within ${formatDuration(makespan, times)}.`}
      height={190}
      x={{ label: 'simulated time', format: formatDuration, kind: 'time' }}
      y={{ label: 'share of all messages', format: (share) => `${formatFigure(share)} %`, kind: 'count' }}
      series={series}
      targets={plainGoals(objectives).map((objective) => ({
        name: objectiveOf(objective),
        x: objective.within,
        y: objective.share * 100,
      }))}
    />
  );
}

/** Per cent of all messages by the end of each bin. */
function cumulative(counts: readonly number[], binSeconds: number, messages: number): Point[] {
  let sum = 0;
  return [
    { x: 0, y: 0 },
    ...counts.map((count, bin) => {
      sum += count;
      return { x: (bin + 1) * binSeconds, y: (sum / messages) * 100 };
    }),
  ];
}
