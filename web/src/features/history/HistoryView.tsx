import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { lazy, useEffect, useMemo, useState } from 'react';
import { useSimulations } from '@/api/simulations';
import type { Listed } from '@/api/types';
import { formatCounted } from '@/components/format';
import { Loading } from '@/components/Loading';
import { Part } from '@/components/Part';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useDocumentTitle } from '@/components/useDocumentTitle';
import { useNarrow } from '@/components/useNarrow';
import { columns } from './columns';
import { HistoryActions } from './HistoryActions';
import { HistoryFilter } from './HistoryFilter';
import { HistoryList } from './HistoryList';
import type { Asked } from './RowActions';
import { useFilter } from './useFilter';
import { useOrder } from './useOrder';

const DeleteDialog = lazy(() => import('./DeleteDialog'));
const TagsDialog = lazy(() => import('./TagsDialog'));

/** As many curves can be told apart. */
const maxCompared = 6;

/** The simulations of the last 30 days. */
export default function HistoryView() {
  useDocumentTitle('History');
  const [filter, wanted, setFilter] = useFilter();
  const history = useSimulations(wanted);
  const [asked, setAsked] = useState<Asked>();
  const [selected, setSelected] = useState<Listed[]>([]);
  const order = useOrder();
  const narrow = useNarrow();
  const items = history.data?.pages.flatMap((page) => page.items) ?? [];
  const searching = Object.keys(wanted).length > 0;
  useSearchOn(items.length === 0, history);
  const onTag = (tag: string) => setFilter({ ...filter, tag });
  const definitions = useMemo(
    () => columns({ onTag: (tag) => setFilter({ ...filter, tag }), onAsk: setAsked }),
    [filter, setFilter],
  );
  const found = searching
    ? `${formatCounted(items.length, 'simulation')} found${history.hasNextPage ? ' so far' : ''}`
    : '';
  const loading = history.isPending && !history.isError;
  const head = (
    <Header
      variant="h1"
      description={`The simulations of the last 30 days. Select two to ${maxCompared} to compare them.`}
      actions={
        <HistoryActions
          selected={selected}
          most={maxCompared}
          busy={history.isFetching}
          onRefresh={() => void history.refetch()}
          onClear={() => setSelected([])}
        />
      }
    >
      History
    </Header>
  );
  const find = (searching || items.length > 0 || filter.text !== '') && (
    <HistoryFilter filter={filter} found={found} onChange={setFilter} />
  );
  const empty = !history.isFetching && !loading && (
    <Box textAlign="center" color="text-body-secondary">
      {emptyWords(history.isError, searching)}
    </Box>
  );
  const footer = history.hasNextPage && (
    <Box textAlign="center">
      <Button loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
        {history.isFetchingNextPage ? 'Loading…' : 'Show more'}
      </Button>
    </Box>
  );
  return (
    <SpaceBetween size="l">
      {asked?.what === 'delete' && (
        <Part what="The question whether to delete" of={asked.simulation.id}>
          <DeleteDialog
            simulation={asked.simulation}
            onDone={(gone) => {
              setAsked(undefined);
              if (gone) setSelected(selected.filter(({ id }) => id !== asked.simulation.id));
            }}
          />
        </Part>
      )}
      {asked?.what === 'tags' && (
        <Part what="The tags" of={asked.simulation.id}>
          <TagsDialog simulation={asked.simulation} onDone={() => setAsked(undefined)} />
        </Part>
      )}
      <ProblemAlert header="The history cannot be shown" error={history.error} />
      {narrow ? (
        <Container header={head} footer={footer || undefined}>
          <SpaceBetween size="m">
            {find}
            {loading && <Loading what="Loading the history" />}
            {items.length > 0 ? (
              <HistoryList
                items={items}
                selected={selected}
                onSelect={setSelected}
                onTag={onTag}
                onAsk={setAsked}
              />
            ) : (
              empty
            )}
          </SpaceBetween>
        </Container>
      ) : (
        <Table
          header={head}
          filter={find}
          ariaLabels={{
            tableLabel: 'History of simulations',
            selectionGroupLabel: 'Simulations to compare',
            allItemsSelectionLabel: () => 'Select all',
            itemSelectionLabel: (_, { settings }) => `Select ${settings.name}`,
          }}
          columnDefinitions={definitions}
          {...order.table}
          contentDensity="compact"
          stickyColumns={{ last: 1 }}
          selectionType="multi"
          selectedItems={selected}
          onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
          items={order.sorted(items)}
          trackBy="id"
          loading={loading || (items.length === 0 && history.isFetching)}
          loadingText={searching ? 'Searching…' : 'Loading the history…'}
          empty={empty}
          footer={footer}
        />
      )}
    </SpaceBetween>
  );
}

/** One call looks at so many simulations at most: while none is found the search goes on by itself. */
function useSearchOn(nothing: boolean, history: ReturnType<typeof useSimulations>) {
  const { hasNextPage, isFetching, isError, fetchNextPage } = history;
  const pages = history.data?.pages.length; // of which each has its turn, however quick the answers are
  const goOn = nothing && hasNextPage && !isFetching && !isError;
  useEffect(() => {
    if (goOn) void fetchNextPage();
  }, [goOn, pages, fetchNextPage]);
}

function emptyWords(failed: boolean, searching: boolean): string {
  if (failed) return 'Nothing to show.';
  return searching ? 'No simulations match.' : 'No simulation has been submitted yet.';
}
