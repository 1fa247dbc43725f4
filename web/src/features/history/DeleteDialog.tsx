import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useDeleteSimulation } from '@/api/simulations';
import type { SimulationSummary } from '@/api/types';
import { setBaseline, useBaseline } from '@/components/baseline';
import ConfirmModal from '@/components/ConfirmModal';
import { ProblemAlert } from '@/components/ProblemAlert';

interface Props {
  simulation: SimulationSummary;
  /** Whether it is gone. */
  onDone: (gone: boolean) => void;
}

/** Asks before a simulation is forgotten. */
export default function DeleteDialog({ simulation, onDone }: Props) {
  const forget = useDeleteSimulation();
  const baseline = useBaseline();
  const deleted = () => {
    if (baseline?.id === simulation.id) setBaseline(undefined);
    onDone(true);
  };
  return (
    <ConfirmModal
      question={`Delete “${simulation.settings.name}”?`}
      confirm="Delete"
      confirming="Deleting…"
      keep="Keep it"
      busy={forget.isPending}
      onConfirm={() => forget.mutate(simulation.id, { onSuccess: () => deleted() })}
      onDismiss={() => onDone(false)}
    >
      <SpaceBetween size="s">
        <Box variant="p">Its settings and its result are forgotten for good.</Box>
        <ProblemAlert header="The simulation was not deleted" error={forget.error} />
      </SpaceBetween>
    </ConfirmModal>
  );
}
