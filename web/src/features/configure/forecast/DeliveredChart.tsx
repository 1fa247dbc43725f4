import type { ForecastAnswer } from '@/api/types';
import { Chart } from '@/components/charts/Chart';
import type { Point, Series } from '@/components/charts/types';
import { formatDuration, formatFigure, formatPart } from '@/components/format';
import { calendarOf, eventsOf } from '@/components/model/events';
import { plainGoals } from '@/components/objectives';
import { goalsOf, objectiveOf } from '@/components/settingsInWords';

const ends = ['delivered', 'failed', 'expired'] as const;

interface Props {
  forecast: ForecastAnswer;
  /** What it was before something was changed, left pale behind it. */
  before?: ForecastAnswer | undefined;
}

/** How much has been delivered, and acknowledged, by when, with the objectives drawn in. */
export function DeliveredChart({ forecast, before }: Props) {
  const { settings, timeline, objectives } = forecast;
  const calendar = calendarOf(settings, forecast);
  const curve = (name: (typeof ends)[number] | 'acknowledged', counts: readonly number[]): Series => ({
    name,
    tone: name,
    points: cumulative(counts, timeline.binSeconds, settings.messages),
  });
  const series = ends
    .filter((end) => end === 'delivered' || forecast[end] > 0)
    .map((end) => curve(end, timeline[end]));
  if (timeline.acknowledged) series.push(curve('acknowledged', timeline.acknowledged));
  if (before) {
    const { timeline: then, settings: former } = before;
    series.push({
      name: 'delivered before',
      tone: 'delivered',
      dimmed: true,
      points: cumulative(then.delivered, then.binSeconds, former.messages),
    });
  }
  return (
    <Chart
      label="Delivered over time"
      description={inWords(forecast)}
      height={190}
      x={{ label: 'simulated time', format: formatDuration, kind: 'time' }}
      y={{
        label: 'share of all messages',
        format: (share) => `${formatFigure(share)} %`,
        kind: 'count',
        unit: '%',
      }}
      series={series}
      calendar={calendar}
      {...eventsOf(settings, calendar, forecast.endsAt ?? forecast.makespan)}
      targets={plainGoals(objectives, timeline.acknowledged !== undefined).map((objective) => ({
        name: objectiveOf(objective),
        x: objective.within,
        y: objective.share * 100,
      }))}
    />
  );
}

function inWords({ settings, timeline, delivered, acknowledged, makespan, endsAt }: ForecastAnswer): string {
  const { shares, times } = goalsOf(settings.objectives);
  const part = (count: number) => formatPart(count, settings.messages, shares);
  const arrived = `${part(delivered)} are delivered within ${formatDuration(makespan, times)}`;
  if (!timeline.acknowledged) return `${arrived}.`;
  return `${arrived}, and ${part(acknowledged)} acknowledged within ${formatDuration(endsAt ?? makespan, times)}.`;
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
