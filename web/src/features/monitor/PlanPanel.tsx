import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { hasEnded, type Outcome, type Simulation } from '@/api/types';
import { formatCount, formatDuration, formatMoney } from '@/components/format';
import { Calendar } from '@/components/model/Calendar';
import { waysOf } from '@/components/model/counts';
import { modelFigures } from '@/components/model/figures';
import { ModelFigures } from '@/components/model/ModelFigures';
import { goalsOf } from '@/components/settingsInWords';
import { LatencyFigures } from './LatencyFigures';

const labels: Record<Outcome, string> = {
  delivered: 'Delivered',
  failed: 'Failed',
  expired: 'Expired',
  unreachable: 'Unreachable',
};

/** What the whole run will come to, as worked out when it was prepared. */
export function PlanPanel({ simulation }: { simulation: Simulation }) {
  const { forecast: plan, settings, state } = simulation;
  const ended = hasEnded(state);
  if (!plan || state === 'completed') return null;
  const { times } = goalsOf(settings.objectives);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={ended ? 'What the whole run would have come to.' : 'What the whole run will come to.'}
        >
          Plan
        </Header>
      }
    >
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={4}
          minColumnWidth={130}
          items={[
            { label: 'Simulated time', value: formatDuration(plan.makespan, times) },
            ...(settings.mode === 'live'
              ? [{ label: 'Time to run', value: formatDuration(plan.wallSeconds) }]
              : []),
            ...waysOf(plan).map((way) => ({ label: labels[way], value: formatCount(plan[way]) })),
            { label: 'Attempts', value: formatCount(plan.attempts) },
            ...(plan.simulatorCost
              ? [
                  {
                    label: 'Running the simulator on AWS',
                    value: `about ${formatMoney(plan.simulatorCost.total, plan.simulatorCost.currency)}`,
                  },
                ]
              : []),
          ]}
        />
        <ModelFigures figures={modelFigures(settings, plan, plan)} />
        {plan.latency && <LatencyFigures latency={plan.latency} times={times} />}
        {plan.dates && <Calendar dates={plan.dates} columns={4} />}
      </SpaceBetween>
    </Container>
  );
}
