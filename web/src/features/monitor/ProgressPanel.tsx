import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { hasEnded, type Simulation } from '@/api/types';
import { formatClock, formatDuration, formatPart, formatRate, none } from '@/components/format';
import { Balance } from './Balance';

/** How far it is, in messages and in time. */
export function ProgressPanel({ simulation }: { simulation: Simulation }) {
  const { progress, state } = simulation;
  const ended = progress.delivered + progress.failed + progress.expired;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`${formatPart(ended, progress.messages)} of the messages have ended`}
        >
          {hasEnded(state) ? 'Result' : 'Progress'}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Balance progress={progress} />
        <KeyValuePairs columns={4} minColumnWidth={130} items={figuresOf(simulation)} />
      </SpaceBetween>
    </Container>
  );
}

function figuresOf({ progress, settings, state, latency }: Simulation) {
  const live = settings.mode === 'live';
  const { attempts, averageSendTime, throughput, wallSeconds, simulatedSeconds, lagSeconds, etaSeconds } =
    progress;
  return [
    { label: 'Average time per message', value: attempts > 0 ? formatDuration(averageSendTime) : none },
    { label: 'Throughput (simulated)', value: throughput > 0 ? formatRate(throughput) : none },
    { label: 'Elapsed', value: live ? formatClock(wallSeconds) : formatDuration(wallSeconds) },
    ...(hasEnded(state)
      ? []
      : [{ label: 'Remaining', value: etaSeconds === null ? 'not known yet' : formatClock(etaSeconds) }]),
    {
      label: 'Simulated time',
      value: live ? formatClock(simulatedSeconds) : formatDuration(simulatedSeconds),
    },
    ...(live ? [{ label: 'Lag', value: formatDuration(lagSeconds) }] : []),
    ...(latency
      ? [
          { label: 'Half delivered by', value: formatDuration(latency.p50) },
          { label: '90 % by', value: formatDuration(latency.p90) },
          { label: '95 % by', value: formatDuration(latency.p95) },
          { label: '99 % by', value: formatDuration(latency.p99) },
          { label: 'Last delivery', value: formatDuration(latency.max) },
        ]
      : []),
  ];
}
