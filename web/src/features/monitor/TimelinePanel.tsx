import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { Simulation } from '@/api/types';
import { formatCount, formatDuration } from '@/components/format';
import { chartOf, total, type Chart } from './timeline';

const width = 1000;
const height = 220;
const kinds = ['delivered', 'failed', 'expired', 'planned'] as const;

/** When the messages end, over simulated time. */
export default function TimelinePanel({ simulation }: { simulation: Simulation }) {
  const chart = chartOf(simulation);
  if (!chart) return null;
  const duration = chart.bars.length * chart.barSeconds;
  const shown = kinds.filter((kind) => chart.bars.some((bar) => bar[kind] > 0));
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`Messages that end in every ${formatDuration(chart.barSeconds)} of simulated time.`}
        >
          Timeline
        </Header>
      }
    >
      <figure className="timeline">
        <div className="timeline-top" aria-hidden="true">
          {formatCount(chart.highest)}
        </div>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={inWords(chart)}
        >
          {shown.map((kind) => (
            <path key={kind} className={`part-${kind}`} d={pathOf(chart, kind)} />
          ))}
        </svg>
        <div className="timeline-axis" aria-hidden="true">
          {[0, 0.25, 0.5, 0.75, 1].map((share) => (
            <span key={share}>{formatDuration(share * duration)}</span>
          ))}
        </div>
        <figcaption>
          {shown.map((kind) => (
            <span key={kind}>
              <span className={`swatch part-${kind}`} aria-hidden="true" />
              {kind}
            </span>
          ))}
        </figcaption>
      </figure>
    </Container>
  );
}

/** One path of all the bars of a kind, stacked on the kinds before it. */
function pathOf({ bars, highest }: Chart, kind: (typeof kinds)[number]): string {
  const step = width / bars.length;
  return bars
    .map((bar, index) => {
      if (bar[kind] === 0) return '';
      const below = kinds.slice(0, kinds.indexOf(kind)).reduce((sum, other) => sum + bar[other], 0);
      const bottom = height - (below / highest) * height;
      const tall = (bar[kind] / highest) * height;
      return `M${round(index * step)} ${round(bottom)}v${round(-tall)}h${round(step)}v${round(tall)}z`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function inWords({ bars, barSeconds, highest }: Chart): string {
  const peak = bars.findIndex((bar) => total(bar) === highest);
  const last = bars.findLastIndex((bar) => total(bar) > 0);
  return (
    `Bar chart of the messages that end over ${formatDuration(bars.length * barSeconds)}. ` +
    `Most, ${formatCount(highest)} in ${formatDuration(barSeconds)}, end from ${formatDuration(peak * barSeconds)} on; ` +
    `the last before ${formatDuration((last + 1) * barSeconds)}.`
  );
}
