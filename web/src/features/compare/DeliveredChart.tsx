import type { Simulation } from '@/api/types';
import { sumsOf } from '@/components/charts/bins';
import { Chart } from '@/components/charts/Chart';
import type { Series } from '@/components/charts/types';
import { formatCount, formatDuration, formatPart } from '@/components/format';
import { labelOf, letterOf, tones } from './labels';

/** The deliveries of all, in one chart. */
export function DeliveredChart({ simulations }: { simulations: readonly Simulation[] }) {
  const series = simulations.map((simulation, index): Series => ({
    name: labelOf(simulation, index),
    mark: letterOf(index),
    tone: tones[index % tones.length] ?? 'first',
    points: pointsOf(simulation),
  }));
  return (
    <Chart
      label="Messages delivered over simulated time, by simulation"
      description={simulations.map(inWords).join(' ')}
      series={series.filter(({ points }) => points.length > 1)}
      x={{ label: 'simulated time', format: formatDuration, kind: 'time' }}
      y={{ label: 'messages delivered', format: formatCount, kind: 'count' }}
      height={320}
    />
  );
}

function pointsOf({ timeline, progress }: Simulation) {
  return timeline ? sumsOf(timeline.delivered, timeline.binSeconds, progress.simulatedSeconds) : [];
}

function inWords(simulation: Simulation, index: number): string {
  const { delivered, messages, simulatedSeconds } = simulation.progress;
  return `${labelOf(simulation, index)}: ${formatCount(delivered)} delivered, ${formatPart(delivered, messages)}, after ${formatDuration(simulatedSeconds)}.`;
}
