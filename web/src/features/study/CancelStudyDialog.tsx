import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { useCancelStudy } from '@/api/studies';
import type { Study } from '@/api/types';
import ConfirmModal from '@/components/ConfirmModal';
import { formatCount, formatCounted } from '@/components/format';
import { ProblemAlert } from '@/components/ProblemAlert';
import { nameOf } from './names';

interface Props {
  study: Study;
  cancel: ReturnType<typeof useCancelStudy>;
  onDismiss: () => void;
}

/** Asks before a study is cancelled. It goes away by itself once the study has ended. */
export default function CancelStudyDialog({ study, cancel, onDismiss }: Props) {
  const { id, progress, estimate } = study;
  return (
    <ConfirmModal
      question={`Cancel “${nameOf(study)}”?`}
      confirm="Cancel the study"
      confirming="Cancelling…"
      keep="Keep it"
      busy={cancel.isPending}
      onConfirm={() => cancel.mutate(id)}
      onDismiss={onDismiss}
    >
      <SpaceBetween size="s">
        <Box variant="p">
          {formatCount(progress.runs)} of {formatCounted(estimate.runs, 'run')} are made. They are kept, but
          the study cannot be resumed.
        </Box>
        <ProblemAlert header="The study was not cancelled" error={cancel.error} />
      </SpaceBetween>
    </ConfirmModal>
  );
}
