import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useDeleteStudy } from '@/api/studies';
import type { Study } from '@/api/types';
import ConfirmModal from '@/components/ConfirmModal';
import { ProblemAlert } from '@/components/ProblemAlert';
import { nameOf } from './names';

interface Props {
  study: Study;
  /** Told whether it is gone. */
  onDone: (gone: boolean) => void;
}

/** Asks before a study is forgotten. */
export default function DeleteStudyDialog({ study, onDone }: Props) {
  const forget = useDeleteStudy();
  return (
    <ConfirmModal
      question={`Delete “${nameOf(study)}”?`}
      confirm="Delete"
      confirming="Deleting…"
      keep="Keep it"
      busy={forget.isPending}
      onConfirm={() => forget.mutate(study.id, { onSuccess: () => onDone(true) })}
      onDismiss={() => onDone(false)}
    >
      <SpaceBetween size="s">
        <Box variant="p">What varied and what it came to are forgotten for good.</Box>
        <ProblemAlert header="The study was not deleted" error={forget.error} />
      </SpaceBetween>
    </ConfirmModal>
  );
}
