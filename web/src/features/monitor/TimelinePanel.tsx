import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { hasEnded, type Simulation } from '@/api/types';
import { Chart } from '@/components/charts/Chart';
import type { Axis } from '@/components/charts/types';
import { formatCount, formatDuration, formatFigure, formatReading } from '@/components/format';
import { endsInWords } from '@/components/model/counts';
import { calendarOf, eventsOf } from '@/components/model/events';
import { LagChart } from './LagChart';
import { curvesOf } from './timeline';

const time: Axis = { label: 'simulated time', format: formatDuration, kind: 'time' };
const messages: Axis = { label: 'messages', format: formatCount, kind: 'count' };
const rate: Axis = { label: 'messages per second', format: formatFigure, kind: 'count' };

/** How the messages end over simulated time: what was planned, and what has come of it. */
export function TimelinePanel({ simulation }: { simulation: Simulation }) {
  const curves = curvesOf(simulation);
  if (!curves) return null;
  const { settings, forecast } = simulation;
  const calendar = calendarOf(settings, forecast);
  const around = { ...eventsOf(settings, calendar, curves.end), calendar };
  const planned = curves.totals.some((one) => one.dimmed);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={planned ? 'Pale: the whole plan. Solid: what has happened so far.' : undefined}
        >
          Timeline
        </Header>
      }
    >
      <div className="timeline">
        <section>
          <h3>
            Messages that have ended
            {curves.totals.some(({ tone }) => tone === 'acknowledged') && ', and are acknowledged'}
          </h3>
          <Chart
            label="Messages that have ended, over simulated time"
            description={inWords(simulation)}
            series={curves.totals}
            targets={curves.targets}
            x={time}
            y={messages}
            {...around}
          />
        </section>
        <section>
          <h3>Messages that end per second</h3>
          <Chart
            label="Messages that end per second of simulated time"
            description={`At most ${formatFigure(Math.max(...curves.rates.flatMap((one) => one.points.map(({ y }) => y))))} per second.`}
            series={curves.rates}
            x={time}
            y={rate}
            {...around}
          />
        </section>
        <LagChart key={simulation.id} simulation={simulation} />
      </div>
    </Container>
  );
}

function inWords({ forecast, progress, settings, state }: Simulation): string {
  const { simulatedSeconds } = progress;
  const soFar = `${endsInWords(progress, settings)} after ${formatReading(simulatedSeconds, hasEnded(state))}.`;
  if (!forecast || state === 'completed') return soFar;
  const plan = `By the plan: ${endsInWords(forecast, settings)} after ${formatDuration(forecast.endsAt ?? forecast.makespan)}.`;
  return simulatedSeconds > 0 ? `So far: ${soFar} ${plan}` : plan;
}
