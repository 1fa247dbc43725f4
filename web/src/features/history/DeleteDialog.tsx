import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useDeleteSimulation } from '@/api/simulations';
import type { SimulationSummary } from '@/api/types';
import ConfirmModal from '@/components/ConfirmModal';
import { ProblemAlert } from '@/components/ProblemAlert';

interface Props {
  simulation: SimulationSummary;
  onDone: () => void;
}

/** Asks before a simulation is forgotten. */
export default function DeleteDialog({ simulation, onDone }: Props) {
  const forget = useDeleteSimulation();
  return (
    <ConfirmModal
      question={`Delete “${simulation.settings.name}”?`}
      confirm="Delete"
      confirming="Deleting…"
      keep="Keep it"
      busy={forget.isPending}
      onConfirm={() => forget.mutate(simulation.id, { onSuccess: onDone })}
      onDismiss={onDone}
    >
      <SpaceBetween size="s">
        <Box variant="p">Its settings and its result are forgotten for good.</Box>
        <ProblemAlert header="The simulation was not deleted" error={forget.error} />
      </SpaceBetween>
    </ConfirmModal>
  );
}
