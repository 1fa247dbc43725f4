import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { hasEnded, type Simulation } from '@/api/types';
import {
  formatClock,
  formatLag,
  formatMean,
  formatPart,
  formatRate,
  formatReading,
  none,
} from '@/components/format';
import { Calendar } from '@/components/model/Calendar';
import { endedOf } from '@/components/model/counts';
import { modelFigures } from '@/components/model/figures';
import { ModelFigures } from '@/components/model/ModelFigures';
import { goalsOf } from '@/components/settingsInWords';
import { Balance } from './Balance';
import { LatencyFigures } from './LatencyFigures';

/** How far it is, in messages and in time. */
export function ProgressPanel({ simulation }: { simulation: Simulation }) {
  const { progress, state, latency, settings, forecast } = simulation;
  const whole = state === 'completed' ? forecast : undefined;
  const { shares, times } = goalsOf(settings.objectives);
  const { messages, delivered } = progress;
  const description = hasEnded(state)
    ? `${formatPart(delivered, messages, shares)} of the messages were delivered`
    : `${formatPart(endedOf(progress), messages)} of the messages have ended`;
  return (
    <Container
      header={
        <Header variant="h2" description={description}>
          {hasEnded(state) ? 'Result' : 'Progress'}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Balance progress={progress} />
        <KeyValuePairs columns={4} minColumnWidth={130} items={figuresOf(simulation)} />
        <ModelFigures figures={modelFigures(settings, progress, whole)} />
        {latency && <LatencyFigures latency={latency} times={times} />}
        {whole?.dates && <Calendar dates={whole.dates} columns={4} />}
      </SpaceBetween>
    </Container>
  );
}

function figuresOf({ progress, settings, state }: Simulation) {
  const live = settings.mode === 'live';
  const { attempts, averageSendTime, throughput, wallSeconds, simulatedSeconds, lagSeconds, etaSeconds } =
    progress;
  return [
    { label: 'Average time per message', value: attempts > 0 ? formatMean(averageSendTime) : none },
    { label: 'Throughput (simulated)', value: throughput > 0 ? formatRate(throughput) : none },
    { label: 'Elapsed', value: formatReading(wallSeconds, hasEnded(state)) },
    ...(hasEnded(state)
      ? []
      : [{ label: 'Remaining', value: etaSeconds === null ? 'not known yet' : formatClock(etaSeconds) }]),
    {
      label: 'Simulated time',
      value: formatReading(simulatedSeconds, hasEnded(state)),
    },
    ...(live ? [{ label: 'Lag', value: formatLag(lagSeconds) }] : []),
  ];
}
