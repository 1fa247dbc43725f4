import Container from '@cloudscape-design/components/container';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import type { Study } from '@/api/types';
import { formatClock, formatCount, formatCounted } from '@/components/format';
import { useLeft } from './useLeft';

interface Props {
  study: Study;
  /** When it stood so, in milliseconds on this machine's clock. */
  asOf: number;
}

/** How much is made and how long the rest takes, while the study runs. */
export function StudyProgress({ study, asOf }: Props) {
  const left = useLeft(study.progress.share, asOf);
  const { state, progress, estimate } = study;
  if (state !== 'running') return null;
  const jobs = `${formatCount(progress.chunks)} of ${formatCounted(estimate.chunks, 'job')}`;
  const time =
    left === undefined
      ? 'time left is told once more is made'
      : `about ${formatClock(Math.max(1, left))} left`;
  return (
    <Container>
      <ProgressBar
        label="Runs made"
        value={Math.floor(progress.share * 100)}
        description={`${formatCount(progress.runs)} of ${formatCounted(estimate.runs, 'run')}, in ${jobs}`}
        additionalInfo={time}
      />
    </Container>
  );
}
