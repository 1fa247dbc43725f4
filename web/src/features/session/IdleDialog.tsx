import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect } from 'react';
import { useKeepSession } from '@/api/session';
import { formatClock } from '@/components/format';
import { ProblemAlert } from '@/components/ProblemAlert';

/** Milliseconds after the end until it is asked for: asking too early, by a clock that is fast, would prevent it. */
const graceMs = 60_000;

/** Says how long the session has left, and keeps it if somebody is there. */
export default function IdleDialog({ left }: { left: number }) {
  const { mutate: keep, isPending, error } = useKeepSession();
  const over = left === 0;
  useEffect(() => {
    if (!over) return;
    const timer = setTimeout(() => keep(), graceMs);
    return () => clearTimeout(timer);
  }, [over, keep]);
  return (
    <Modal
      visible
      header={over ? 'The session has ended' : 'Are you still there?'}
      closeAriaLabel="Close"
      onDismiss={() => keep()}
      footer={
        <Box float="right">
          <Button
            variant="primary"
            loading={isPending}
            loadingText="Keeping the session"
            onClick={() => keep()}
          >
            {over ? 'Look again' : 'Stay'}
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="s">
        <Box variant="p">
          {over
            ? 'Nobody used it for a while. Another member may have kept it, though.'
            : `Nobody has used the session for a while. It ends in ${formatClock(left)} unless you stay. What it has run is kept in the history.`}
        </Box>
        <ProblemAlert header="The session could not be kept" error={error} />
      </SpaceBetween>
    </Modal>
  );
}
