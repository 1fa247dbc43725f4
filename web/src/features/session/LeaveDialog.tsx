import Box from '@cloudscape-design/components/box';
import { useLeaveSession } from '@/api/session';
import ConfirmModal from '@/components/ConfirmModal';

/** Asks before this browser forgets the session: without the management key there is no way back. */
export default function LeaveDialog({ onDismiss }: { onDismiss: () => void }) {
  const leave = useLeaveSession();
  return (
    <ConfirmModal
      question="Leave the session?"
      confirm="Leave"
      confirming="Leaving…"
      keep="Stay"
      busy={false}
      onConfirm={() => {
        onDismiss();
        leave();
      }}
      onDismiss={onDismiss}
    >
      <Box variant="p">
        This browser forgets the session. What runs goes on, and other members stay. To come back you need the
        management key.
      </Box>
    </ConfirmModal>
  );
}
