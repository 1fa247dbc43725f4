import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { lazy, useState } from 'react';
import { useSimulations } from '@/api/simulations';
import type { SimulationSummary } from '@/api/types';
import { formatCount } from '@/components/format';
import { Part } from '@/components/Part';
import { ProblemAlert } from '@/components/ProblemAlert';
import { addresses, follow, navigate } from '@/components/routing';
import { useDocumentTitle } from '@/components/useDocumentTitle';
import { actions, figures } from './columns';
import { HistoryFilter } from './HistoryFilter';
import { sorted, type Filter } from './selection';
import { useOrder } from './useOrder';

const DeleteDialog = lazy(() => import('./DeleteDialog'));

/** As many curves can be told apart. */
const maxCompared = 6;

/** The simulations of the last 30 days. */
export default function HistoryView() {
  useDocumentTitle('History');
  const history = useSimulations();
  const [deleting, setDeleting] = useState<SimulationSummary>();
  const [filter, setFilter] = useState<Filter>({ name: '', state: undefined });
  const [selected, setSelected] = useState<SimulationSummary[]>([]);
  const order = useOrder();
  const loaded = history.data?.pages.flatMap((page) => page.items) ?? [];
  const items = sorted(loaded, filter, order.compare, order.descending);
  const chosen = selected.filter(({ id }) => loaded.some((one) => one.id === id)).map(({ id }) => id);
  return (
    <SpaceBetween size="l">
      {deleting && (
        <Part what="The question whether to delete" of={deleting.id}>
          <DeleteDialog simulation={deleting} onDone={() => setDeleting(undefined)} />
        </Part>
      )}
      <ProblemAlert header="The history cannot be shown" error={history.error} />
      <Table
        header={
          <Header
            variant="h1"
            description={`The simulations of the last 30 days. Select two to ${maxCompared} to compare them.`}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  iconName="refresh"
                  ariaLabel="Refresh"
                  loading={history.isFetching}
                  onClick={() => void history.refetch()}
                />
                <Button
                  disabled={chosen.length < 2 || chosen.length > maxCompared}
                  disabledReason={`Select two to ${maxCompared} simulations.`}
                  onClick={() => navigate(addresses.compareThese(chosen))}
                >
                  Compare{chosen.length > 1 && ` (${formatCount(chosen.length)})`}
                </Button>
                <Button variant="primary" href={addresses.configure} onFollow={follow}>
                  New simulation
                </Button>
              </SpaceBetween>
            }
          >
            History
          </Header>
        }
        filter={
          loaded.length > 0 && <HistoryFilter filter={filter} count={items.length} onChange={setFilter} />
        }
        ariaLabels={{
          tableLabel: 'History of simulations',
          selectionGroupLabel: 'Simulations to compare',
          allItemsSelectionLabel: () => 'Select all',
          itemSelectionLabel: (_, { settings }) => `Select ${settings.name}`,
        }}
        columnDefinitions={[...figures, actions(setDeleting)]}
        {...order.table}
        selectionType="multi"
        selectedItems={selected}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        items={items}
        trackBy="id"
        loading={history.isPending && !history.isError}
        loadingText="Loading the history…"
        wrapLines
        empty={
          <Box textAlign="center" color="text-body-secondary">
            {emptyWords(history.isError, loaded.length > 0)}
          </Box>
        }
        footer={
          history.hasNextPage && (
            <Box textAlign="center">
              <SpaceBetween size="xs" alignItems="center">
                <Box color="text-body-secondary">Older ones are not loaded yet, and not searched.</Box>
                <Button loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
                  {history.isFetchingNextPage ? 'Loading…' : 'Show more'}
                </Button>
              </SpaceBetween>
            </Box>
          )
        }
      />
    </SpaceBetween>
  );
}

function emptyWords(failed: boolean, filtered: boolean): string {
  if (failed) return 'Nothing to show.';
  return filtered ? 'No simulations match.' : 'No simulation has been submitted yet.';
}
