import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, useState, type ReactNode } from 'react';
import { useCancelSimulation, useStartSimulation } from '@/api/simulations';
import { hasEnded, type Simulation } from '@/api/types';
import { formatDateTime } from '@/components/format';
import { Part } from '@/components/Part';
import { ProblemAlert } from '@/components/ProblemAlert';
import { addresses, follow } from '@/components/routing';
import { summaryOf } from '@/components/settingsInWords';
import { StateIndicator } from '@/components/StateIndicator';
import { ExportButton } from './ExportButton';
import { useKeptFocus } from './useKeptFocus';

const CancelDialog = lazy(() => import('./CancelDialog'));

interface Props {
  simulation: Simulation;
  /** Resets the session; nothing for somebody who is in none and may only look. */
  onReset: (() => void) | undefined;
}

/** What it is, how it stands, and what members can do with it now. */
export function MonitorHeader({ simulation, onReset }: Props) {
  return onReset ? (
    <MembersHeader simulation={simulation} onReset={onReset} />
  ) : (
    <Title simulation={simulation} />
  );
}

function Title({ simulation, actions }: { simulation: Simulation; actions?: ReactNode }) {
  const { state, settings, createdAt } = simulation;
  return (
    <Header
      variant="h1"
      info={<StateIndicator state={state} />}
      description={`${summaryOf(settings)} · created ${formatDateTime(createdAt)}`}
      actions={actions}
    >
      <bdi>{settings.name}</bdi>
    </Header>
  );
}

function MembersHeader({ simulation, onReset }: { simulation: Simulation; onReset: () => void }) {
  const { id, state } = simulation;
  const start = useStartSimulation();
  const cancel = useCancelSimulation();
  const [asking, setAsking] = useState(false);
  const ended = hasEnded(state);
  const actions = useKeptFocus(state);
  return (
    <SpaceBetween size="s">
      <Title
        simulation={simulation}
        actions={
          <div
            ref={actions}
            tabIndex={-1}
            role="group"
            aria-label="What can be done"
            className="monitor-actions"
          >
            {state === 'ready' && !simulation.engineNotice && (
              <Button
                variant="primary"
                loading={start.isPending}
                loadingText="Starting the simulation"
                disabled={cancel.isPending}
                onClick={() => start.mutate(id)}
              >
                {start.isPending ? 'Starting…' : 'Start'}
              </Button>
            )}
            {!ended && (
              <Button
                loading={cancel.isPending}
                loadingText="Cancelling the simulation"
                disabled={start.isPending}
                onClick={() => {
                  cancel.reset(); // what an earlier try came to
                  setAsking(true);
                }}
              >
                {cancel.isPending ? 'Cancelling…' : 'Cancel'}
              </Button>
            )}
            {ended && <ExportButton simulation={simulation} />}
            <Button onClick={onReset}>Reset session</Button>
            {ended && (
              <Button variant="primary" href={addresses.configureLike(id)} onFollow={follow}>
                New simulation
              </Button>
            )}
          </div>
        }
      />
      <ProblemAlert header="The simulation was not started" error={state === 'ready' ? start.error : null} />
      {asking && !ended && (
        <Part what="The question whether to cancel">
          <CancelDialog simulation={simulation} cancel={cancel} onDismiss={() => setAsking(false)} />
        </Part>
      )}
    </SpaceBetween>
  );
}
