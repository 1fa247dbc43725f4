import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, useState } from 'react';
import { useCancelStudy } from '@/api/studies';
import type { Study } from '@/api/types';
import { formatCounted, formatDateTime } from '@/components/format';
import { Part } from '@/components/Part';
import { addresses, follow, navigate } from '@/components/routing';
import { StateIndicator } from '@/components/StateIndicator';
import { nameOf, factorsOf } from './names';
import { StudyExport } from './StudyExport';

const CancelStudyDialog = lazy(() => import('./CancelStudyDialog'));
const DeleteStudyDialog = lazy(() => import('./DeleteStudyDialog'));

/** What is studied, how it stands, and what can be done with it now. */
export function StudyHeader({ study }: { study: Study }) {
  const { id, state, estimate, query, createdAt } = study;
  const cancel = useCancelStudy();
  const [cancelling, setCancelling] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const running = state === 'running';
  const seeds = formatCounted(query.replications, 'seed');
  return (
    <>
      <Header
        variant="h1"
        info={<StateIndicator state={state} />}
        description={`${factorsOf(study)} · ${formatCounted(estimate.points, 'point')}, each with the same ${seeds} · created ${formatDateTime(createdAt)}`}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {running ? (
              <Button
                loading={cancel.isPending}
                loadingText="Cancelling the study"
                onClick={() => {
                  cancel.reset(); // what an earlier try came to
                  setCancelling(true);
                }}
              >
                {cancel.isPending ? 'Cancelling…' : 'Cancel'}
              </Button>
            ) : (
              <Button onClick={() => setDeleting(true)}>Delete</Button>
            )}
            <StudyExport study={study} />
            <Button href={addresses.configureStudy(id)} onFollow={follow}>
              Change and repeat
            </Button>
          </SpaceBetween>
        }
      >
        {nameOf(study)}
      </Header>
      {cancelling && running && (
        <Part what="The question whether to cancel">
          <CancelStudyDialog study={study} cancel={cancel} onDismiss={() => setCancelling(false)} />
        </Part>
      )}
      {deleting && (
        <Part what="The question whether to delete">
          <DeleteStudyDialog
            study={study}
            onDone={(gone) => {
              setDeleting(false);
              if (gone) navigate(addresses.studies);
            }}
          />
        </Part>
      )}
    </>
  );
}
