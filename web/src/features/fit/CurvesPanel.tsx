import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { FitAnswer } from '@/api/types';
import { Chart } from '@/components/charts/Chart';
import { FigureTable } from '@/components/FigureTable';
import { formatDuration, formatFigure, formatPortion } from '@/components/format';

type Curves = NonNullable<FitAnswer['curves']>;

/** About how many rows the table of the curves has. */
const tableRows = 20;

/** The deliveries of the log, and those of a simulation of what was fitted, over each other. */
export function CurvesPanel({ curves }: { curves: Curves }) {
  const apart = `Kolmogorov distance ${formatFigure(curves.distance)}: at ${formatDuration(curves.at)} the log has ${formatPortion(curves.atLog)} delivered, the simulation ${formatPortion(curves.atSimulated)}.`;
  const points = (shares: readonly number[]) =>
    curves.seconds.map((x, i) => ({ x, y: (shares[i] ?? 0) * 100 }));
  const every = Math.max(1, Math.floor(curves.seconds.length / tableRows));
  const rows = curves.seconds
    .map((seconds, i) => ({ seconds, log: curves.log[i] ?? 0, simulated: curves.simulated[i] ?? 0 }))
    .filter((_, i) => i % every === 0 || i === curves.seconds.length - 1);
  return (
    <Container header={<Header variant="h2">Delivered over time</Header>}>
      <SpaceBetween size="s">
        <Chart
          label="Delivered over time: the log, and a simulation of what was fitted"
          description={apart}
          x={{ label: 'time since the first start', format: formatDuration, kind: 'time' }}
          y={{
            label: 'share of all recipients',
            format: (share) => `${formatFigure(share)} %`,
            kind: 'count',
            unit: '%',
          }}
          series={[
            { name: 'The log', tone: 'first', points: points(curves.log) },
            { name: 'The simulation', tone: 'second', points: points(curves.simulated) },
          ]}
        />
        <p className="fit-words">
          {apart} A large one says that the log is not like these settings all the time: a slow hour, a rate
          that changed, messages that came over time.
        </p>
        <ExpandableSection headerText="As a table">
          <FigureTable
            label="Delivered over time, as a table"
            columns={[
              { name: 'Since the first start', words: true, value: ({ seconds }) => formatDuration(seconds) },
              { name: 'The log', value: ({ log }) => formatPortion(log) },
              { name: 'The simulation', value: ({ simulated }) => formatPortion(simulated) },
            ]}
            rows={rows}
            keyOf={({ seconds }) => seconds}
          />
        </ExpandableSection>
      </SpaceBetween>
    </Container>
  );
}
