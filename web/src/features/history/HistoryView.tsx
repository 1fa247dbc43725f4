import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { lazy, Suspense, useState } from 'react';
import { useSimulations } from '@/api/simulations';
import type { SimulationSummary } from '@/api/types';
import { ProblemAlert } from '@/components/ProblemAlert';
import { addresses, follow } from '@/components/routing';
import { useDocumentTitle } from '@/components/useDocumentTitle';
import { columns } from './columns';

const DeleteDialog = lazy(() => import('./DeleteDialog'));

/** The simulations of the last 30 days, newest first. */
export default function HistoryView() {
  useDocumentTitle('History');
  const history = useSimulations();
  const [deleting, setDeleting] = useState<SimulationSummary>();
  const items = history.data?.pages.flatMap((page) => page.items);
  return (
    <SpaceBetween size="l">
      <ProblemAlert header="The history cannot be shown" error={history.error} />
      <Table
        header={
          <Header
            variant="h1"
            description="The simulations of the last 30 days, newest first."
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  iconName="refresh"
                  ariaLabel="Refresh"
                  loading={history.isFetching}
                  onClick={() => void history.refetch()}
                />
                <Button variant="primary" href={addresses.configure} onFollow={follow}>
                  New simulation
                </Button>
              </SpaceBetween>
            }
          >
            History
          </Header>
        }
        ariaLabels={{ tableLabel: 'History of simulations' }}
        columnDefinitions={columns(setDeleting)}
        items={items ?? []}
        trackBy="id"
        loading={history.isPending && !history.isError}
        loadingText="Loading the history…"
        wrapLines
        empty={
          <Box textAlign="center" color="text-body-secondary">
            {history.isError ? 'Nothing to show.' : 'No simulation has been submitted yet.'}
          </Box>
        }
        footer={
          history.hasNextPage && (
            <Box textAlign="center">
              <Button loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
                {history.isFetchingNextPage ? 'Loading…' : 'Show more'}
              </Button>
            </Box>
          )
        }
      />
      {deleting && (
        <Suspense>
          <DeleteDialog simulation={deleting} onDone={() => setDeleting(undefined)} />
        </Suspense>
      )}
    </SpaceBetween>
  );
}
