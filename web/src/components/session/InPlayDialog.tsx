import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { SessionInPlay } from '@/api/types';
import { JoinForm } from './JoinForm';
import { SessionInPlayCard } from './SessionInPlayCard';

interface Props {
  session: SessionInPlay;
  /** Tries again what a session was asked for. */
  onRetry: () => void;
  onDismiss: () => void;
}

/** Asks who wants to begin something, while others are in session, to join them; then it is begun. */
export default function InPlayDialog({ session, onRetry, onDismiss }: Props) {
  return (
    <Modal
      visible
      size="large"
      header="Only members of the session can begin this"
      closeAriaLabel="Close"
      onDismiss={onDismiss}
    >
      <SpaceBetween size="l">
        <SessionInPlayCard
          session={session}
          action={
            <Button formAction="none" onClick={onRetry}>
              Try again
            </Button>
          }
        />
        <JoinForm onNoneInPlay={onRetry} onJoined={onRetry} />
      </SpaceBetween>
    </Modal>
  );
}
