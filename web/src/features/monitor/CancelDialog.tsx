import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { useCancelSimulation } from '@/api/simulations';
import type { Simulation } from '@/api/types';
import ConfirmModal from '@/components/ConfirmModal';
import { formatCount } from '@/components/format';
import { ProblemAlert } from '@/components/ProblemAlert';

interface Props {
  simulation: Simulation;
  cancel: ReturnType<typeof useCancelSimulation>;
  onDismiss: () => void;
}

/** Asks before a simulation is cancelled. It goes away by itself once the simulation has ended. */
export default function CancelDialog({ simulation, cancel, onDismiss }: Props) {
  const { id, state, settings, progress } = simulation;
  return (
    <ConfirmModal
      question={`Cancel “${settings.name}”?`}
      confirm="Cancel the simulation"
      confirming="Cancelling…"
      keep="Keep it"
      busy={cancel.isPending}
      onConfirm={() => cancel.mutate(id)}
      onDismiss={onDismiss}
    >
      <SpaceBetween size="s">
        <Box variant="p">
          It is {state}, with {formatCount(progress.delivered)} of {formatCount(progress.messages)} delivered.
          What it has come to is kept in the history, but it cannot be resumed.
        </Box>
        <ProblemAlert header="The simulation was not cancelled" error={cancel.error} />
      </SpaceBetween>
    </ConfirmModal>
  );
}
