import Alert from '@cloudscape-design/components/alert';
import { sentence } from '@/api/problem';
import type { Study } from '@/api/types';
import { formatDateTime } from '@/components/format';

/** What the state means where the figures alone do not say it. */
export function StudyNote({ study: { state, reason, finishedAt } }: { study: Study }) {
  const at = finishedAt ? ` on ${formatDateTime(finishedAt)}` : '';
  if (state === 'cancelled') {
    return (
      <Alert type="warning" header={`Cancelled${at}`}>
        {reason ? sentence(reason) : 'Points of which every run was made by then are kept.'}
      </Alert>
    );
  }
  if (state === 'failed') {
    return (
      <Alert type="error" header={`Failed${at}`}>
        {reason ? sentence(reason) : 'The server did not say why.'}
      </Alert>
    );
  }
  return null;
}
