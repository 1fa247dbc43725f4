import type { SendersAnswer } from '@/api/types';
import { Chart } from '@/components/charts/Chart';
import type { Series, Tone } from '@/components/charts/types';
import { formatCount, formatCounted, formatDuration, formatShare } from '@/components/format';

const tones: readonly Tone[] = ['second', 'third', 'fourth', 'fifth', 'sixth'];

/** With far fewer senders times are so long that nothing could be seen of the rest. */
const fewestShown = 1 / 4;

/** Senders against time, with the fewest that suffice. */
export function SendersChart({ answer: { senders, curve, forecast } }: { answer: SendersAnswer }) {
  const shown = curve.filter((point) => point.senders >= senders * fewestShown);
  const series: Series[] = [
    {
      name: 'the last message ends',
      tone: 'first',
      points: shown.map(({ senders: x, makespan: y }) => ({ x, y })),
    },
    ...forecast.objectives.map(({ share }, index): Series => ({
      name: `${formatShare(share ?? 0)} are delivered`,
      tone: tones[index % tones.length] ?? 'second',
      points: shown.flatMap(({ senders: x, at }) => {
        const y = at[index];
        return typeof y === 'number' ? [{ x, y }] : [];
      }),
    })),
  ];
  const most = shown.at(-1);
  return (
    <Chart
      label="Time by the number of senders"
      description={
        `With ${formatCounted(senders, 'sender')} the last message ends after ${formatDuration(forecast.makespan)}` +
        (most ? `, with ${formatCount(most.senders)} after ${formatDuration(most.makespan)}.` : '.')
      }
      x={{ label: 'senders', format: formatCount, kind: 'count' }}
      y={{ label: 'simulated time', format: formatDuration, kind: 'time' }}
      series={series}
      targets={[{ name: formatCounted(senders, 'sender'), x: senders, y: forecast.makespan }]}
    />
  );
}
