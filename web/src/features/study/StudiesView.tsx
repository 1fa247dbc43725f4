import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { lazy, useState } from 'react';
import { useStudies } from '@/api/studies';
import type { Study } from '@/api/types';
import { formatCount, formatDateTime } from '@/components/format';
import { Part } from '@/components/Part';
import { ProblemAlert } from '@/components/ProblemAlert';
import { addresses, follow } from '@/components/routing';
import { StateIndicator } from '@/components/StateIndicator';
import { useDocumentTitle } from '@/components/useDocumentTitle';
import { factorsOf, nameOf } from './names';

const DeleteStudyDialog = lazy(() => import('./DeleteStudyDialog'));

/** The studies, newest first. */
export default function StudiesView() {
  useDocumentTitle('Studies');
  const studies = useStudies();
  const [deleting, setDeleting] = useState<Study>();
  const items = studies.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <SpaceBetween size="l">
      {deleting && (
        <Part what="The question whether to delete" of={deleting.id}>
          <DeleteStudyDialog study={deleting} onDone={() => setDeleting(undefined)} />
        </Part>
      )}
      <ProblemAlert header="The studies cannot be shown" error={studies.error} />
      <Table
        header={
          <Header
            variant="h1"
            description="The same settings many times: with other values and with other seeds."
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  iconName="refresh"
                  ariaLabel="Refresh"
                  loading={studies.isFetching}
                  onClick={() => void studies.refetch()}
                />
                <Button variant="primary" href={addresses.configureVarying} onFollow={follow}>
                  New study
                </Button>
              </SpaceBetween>
            }
          >
            Studies
          </Header>
        }
        ariaLabels={{ tableLabel: 'Studies' }}
        columnDefinitions={[...figures, actions(setDeleting)]}
        items={items}
        trackBy="id"
        loading={studies.isPending && !studies.isError}
        loadingText="Loading the studies…"
        wrapLines
        empty={
          <Box textAlign="center" color="text-body-secondary">
            {studies.isError ? 'Nothing to show.' : 'No study has been started yet.'}
          </Box>
        }
        footer={
          studies.hasNextPage && (
            <Box textAlign="center">
              <Button loading={studies.isFetchingNextPage} onClick={() => void studies.fetchNextPage()}>
                {studies.isFetchingNextPage ? 'Loading…' : 'Show more'}
              </Button>
            </Box>
          )
        }
      />
    </SpaceBetween>
  );
}

type Column = TableProps.ColumnDefinition<Study>;

const figures: Column[] = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    minWidth: 170,
    cell: (study) => (
      <Link href={addresses.study(study.id)} onFollow={follow}>
        {nameOf(study)}
      </Link>
    ),
  },
  { id: 'vary', header: 'What varies', minWidth: 170, cell: factorsOf },
  {
    id: 'state',
    header: 'State',
    minWidth: 150,
    cell: ({ state, progress }) => (
      <>
        <StateIndicator state={state} />
        {state !== 'completed' && ` ${Math.floor(progress.share * 100)} %`}
      </>
    ),
  },
  {
    id: 'points',
    header: 'Points × seeds',
    minWidth: 120,
    cell: ({ estimate, query }) => `${formatCount(estimate.points)} × ${formatCount(query.replications)}`,
  },
  { id: 'created', header: 'Created', minWidth: 140, cell: ({ createdAt }) => formatDateTime(createdAt) },
];

/** The column of what can be done with a study. */
function actions(onDelete: (study: Study) => void): Column {
  return {
    id: 'actions',
    header: 'Actions',
    minWidth: 100,
    cell: (study) =>
      study.state !== 'running' && (
        <Button variant="inline-link" ariaLabel={`Delete ${nameOf(study)}`} onClick={() => onDelete(study)}>
          Delete
        </Button>
      ),
  };
}
