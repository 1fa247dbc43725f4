import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSimulation } from '@/api/simulations';
import { hasEnded, type SessionInfo } from '@/api/types';
import ConfirmModal from '@/components/ConfirmModal';
import { formatCount, formatCounted } from '@/components/format';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useReset } from './useReset';

interface Props {
  session: SessionInfo;
  onDone: (outcome: string) => void;
  onDismiss: () => void;
}

/** Asks before the session is reset, and tells what that would end. */
export default function ResetDialog({ session, onDone, onDismiss }: Props) {
  const simulation = useSimulation(session.simulationId).data;
  const reset = useReset(onDone);
  const active = simulation && !hasEnded(simulation.state) ? simulation : undefined;
  const others = session.members - 1;
  return (
    <ConfirmModal
      question="Reset the session?"
      confirm="Reset"
      confirming="Resetting…"
      keep="Keep the session"
      busy={reset.isPending}
      onConfirm={() => reset.mutate()}
      onDismiss={onDismiss}
    >
      <SpaceBetween size="s">
        {active && (
          <Box variant="p">
            “{active.settings.name}” is {active.state}, with {formatCount(active.progress.delivered)} of{' '}
            {formatCount(active.progress.messages)} delivered. It is cancelled and cannot be resumed.
          </Box>
        )}
        <Box variant="p">
          The session ends{others > 0 && ` for you and ${formatCounted(others, 'other member')}`}, and anybody
          may open the next one. The history is kept.
        </Box>
        <ProblemAlert header="The session was not reset" error={reset.error} />
      </SpaceBetween>
    </ConfirmModal>
  );
}
